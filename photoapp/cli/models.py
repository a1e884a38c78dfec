"""``photoapp models``: which there are, and what there is to know of one."""

import time
from contextlib import closing
from typing import Any

import typer

from photoapp.cli import model_changes, model_sources
from photoapp.cli.model_changes import JsonOption, NameArgument
from photoapp.console import print_json, print_table
from photoapp.library import Library, ListedModel

_MEGABYTE = 1_000_000
_STATES = {
    "serving": "answers",
    "building": "to take over",
    "kept": "kept",
    "installed": "here",
    "available": "",
}

app = typer.Typer(no_args_is_help=True, help="Choose, fetch, import and remove models.")
app.command("use")(model_changes.use)
app.command("remove")(model_changes.remove)
app.command("download")(model_sources.download)
app.command("import")(model_sources.import_file)


@app.command("list")
def list_models(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the models that are here, and others worth fetching."""
    with closing(Library(context.obj)) as library:
        models = library.models.list()
    if as_json:
        print_json({"models": [_shape(model) for model in models]})
        return
    columns = ["name", "state", "MB", "ImageNet", "COCO", "languages", "what it is"]
    print_table(columns, [_row(model) for model in models])
    typer.echo(
        "\nImageNet and COCO: published figures, in percent, of naming photos in words and of "
        "finding them by a caption.\nFetch one: photoapp models download NAME. "
        "More about one: photoapp models info NAME"
    )


@app.command("info")
def info(context: typer.Context, name: NameArgument, as_json: JsonOption = False) -> None:
    """Tell what is known of a model: its licence, figures and size, and for whom it is."""
    with closing(Library(context.obj)) as library:
        model = library.models.info(name)
    if as_json:
        print_json(_shape(model))
        return
    for label, value in _facts(model):
        typer.echo(f"{label}: {value}")


def _row(model: ListedModel) -> list[str]:
    curated = model.curated
    figures = [curated.imagenet, curated.coco] if curated else [None, None]
    research = " (research only)" if curated and curated.research_only else ""
    return [
        model.name,
        _STATES[model.state],
        _megabytes(model),
        *[f"{figure.percent:.1f}" if figure else "" for figure in figures],
        curated.languages if curated else "",
        (curated.title if curated else model.architecture) + research + _learned(model),
    ]


def _learned(model: ListedModel) -> str:
    """Return what a model has learned of the user's, to follow what it is."""
    if model.personal is None:
        return ""
    return f", personalised on {model.personal.photos} of your photos"


def _megabytes(model: ListedModel) -> str:
    if model.held and model.held.installed:
        return f"{model.held.installed.byte_size / _MEGABYTE:.0f}"
    return str(model.curated.download_mb) if model.curated else ""


def _facts(model: ListedModel) -> list[tuple[str, str]]:
    curated, held = model.curated, model.held
    facts = [("name", model.name), ("state", model.state), ("licence", model.licence)]
    if curated:
        facts[0] = ("name", f"{model.name}: {curated.title}")
        facts[2] = ("licence", f"{curated.licence}; {curated.licence_source}")
        facts += [
            ("for whom", curated.for_whom),
            ("languages", curated.languages),
            ("open_clip", curated.name),
            ("download", f"{curated.download_mb} MB from {curated.repository}"),
            ("parameters", f"{curated.parameters_millions:g} million"),
            ("input", f"{curated.input_size} pixels"),
            ("vector", f"{curated.dim} numbers"),
        ]
        for label, figure in (("ImageNet", curated.imagenet), ("COCO", curated.coco)):
            if figure:
                facts.append((label, f"{figure.percent:g} %; {figure.source}"))
    if held and held.installed:
        card = held.installed.card
        facts += [("architecture", card.architecture), ("vector", f"{card.dim} numbers")]
        facts += [("id", card.id), ("weights from", card.source or "photoapp")]
        facts += [("folder", str(held.installed.folder))]
    if personal := model.personal:
        made_at = time.strftime("%Y-%m-%d", time.localtime(personal.made_at))
        learned = f"{personal.captions} captions of {personal.photos} photos"
        facts.append(("made", f"{made_at} of {personal.base}, by {personal.method}"))
        facts.append(("learned from", f"{learned}, in {personal.run}"))
    if held and held.generation:
        facts.append(("vectors", f"{held.generation.vectors} photos"))
    return facts


def _shape(model: ListedModel) -> dict[str, Any]:
    curated = model.curated
    installed = model.held.installed if model.held else None
    generation = model.held.generation if model.held else None
    return {
        "id": model.id,
        "name": model.name,
        "title": curated.title if curated else model.name,
        "architecture": model.architecture,
        "pretrained": curated.pretrained if curated else None,
        "licence": model.licence,
        "research_only": curated.research_only if curated else None,
        "languages": curated.languages if curated else None,
        "dim": installed.card.dim if installed else curated.dim if curated else None,
        "download_mb": curated.download_mb if curated else None,
        "imagenet": curated.imagenet.percent if curated and curated.imagenet else None,
        "coco": curated.coco.percent if curated and curated.coco else None,
        "for_whom": curated.for_whom if curated else None,
        "installed": installed is not None,
        "active": model.active,
        "state": model.state,
        "personalised_from": model.personal.base if model.personal else None,
        "vectors": generation.vectors if generation else 0,
    }
