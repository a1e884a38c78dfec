"""``photoapp evaluate``: how well a model finds photos. The user's catalogue is not touched."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photoapp.console import counting, print_json, print_table, printable

if TYPE_CHECKING:
    from photoapp.encoders import Encoder, Floats
    from photoapp.evaluation.bootstrap import Figure

app = typer.Typer(no_args_is_help=True, help="Measure a model on captioned or labelled photos.")

ModelOption = Annotated[
    str, typer.Option("--model", help="Which model to measure: a name or its folder.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Stop at the first bad line.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("retrieval")
def retrieval(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="CAPTIONS.JSONL")],
    *,
    split: Annotated[str | None, typer.Option(help="Only the lines of this split.")] = None,
    model: ModelOption = "starter",
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure how often a caption finds its photo among all photos of the file."""
    from photoapp.encoders import find_model, load_encoder
    from photoapp.evaluation import read_captions, score_retrieval

    photos = read_captions(file, split=split, strict=strict, tell=_tell)
    encoder = load_encoder(str(find_model(model, context.obj.models)))
    rows, images = _encode(encoder, [photo.path for photo in photos], strict=strict)
    captions = [photos[row].captions for row in rows]
    scores = score_retrieval(images, encoder.encode_texts([c[0] for c in captions]), captions)
    figures = {f"recall@{depth}": figure for depth, figure in scores.recall.items()}
    plain = {"photos": scores.photos, "median_rank": scores.median_rank}
    _report(figures, plain | {"model": encoder.model_id}, as_json=as_json)


@app.command("labels")
def labels(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="LABELS.CSV")],
    *,
    model: ModelOption = "starter",
    templates: Annotated[
        bool,
        typer.Option("--templates/--no-templates", help="Say each label in several ways, or bare."),
    ] = True,
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrate/--no-calibrate",
            help="Count a label's score from how it usually scores on other things.",
        ),
    ] = True,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure how often a label finds its photos, and a photo its label."""
    from photoapp.encoders import BARE, TEMPLATES, encode_labels, find_model, load_encoder
    from photoapp.evaluation import read_labels, score_labels
    from photoapp.evaluation.labels import label_indices

    photos = read_labels(file, strict=strict, tell=_tell)
    encoder = load_encoder(str(find_model(model, context.obj.models)))
    rows, images = _encode(encoder, [photo.path for photo in photos], strict=strict)
    names, truth = label_indices([photos[row] for row in rows])
    said = encode_labels(encoder.encode_texts, names, TEMPLATES if templates else BARE)
    background = encoder.background() if calibrate else None
    scores = score_labels(images, said, truth, background)
    figures = {"top1": scores.top1, "precision@10": scores.precision_at_10}
    plain = {"photos": scores.photos, "labels": scores.labels, "model": encoder.model_id}
    _report(figures, plain, as_json=as_json)


def _encode(
    encoder: "Encoder", paths: Sequence[Path], *, strict: bool
) -> tuple[list[int], "Floats"]:
    from photoapp.errors import DataFileError
    from photoapp.evaluation import encode_files

    def failed(path: Path, reason: str) -> None:
        if strict:
            raise DataFileError(f"{path}: {reason} Take it out, or leave out --strict.")
        _tell(f"{path}: {reason} Passed over.")

    rows, features = encode_files(
        encoder,
        paths,
        failed=failed,
        progress=counting(len(paths), "photos"),
    )
    if not rows:
        raise DataFileError("None of the photos can be read, so there is nothing to measure.")
    return rows, encoder.project_features(features)


def _report(figures: dict[str, "Figure"], plain: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        values = {name: round(figure.value, 4) for name, figure in figures.items()}
        intervals = {n: [round(f.low, 4), round(f.high, 4)] for n, f in figures.items()}
        print_json(plain | values | {"intervals_95": intervals})
        return
    for name, value in plain.items():
        typer.echo(f"{name}: {value}")
    rows = [[n, f"{f.value:.3f}", f"{f.low:.3f} to {f.high:.3f}"] for n, f in figures.items()]
    print_table(["measure", "value", "95 % interval"], rows)


def _tell(sentence: str) -> None:
    typer.echo(printable(sentence), err=True)
