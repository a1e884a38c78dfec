"""``photoapp models download`` and ``import``."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from photoapp.cli.model_changes import JsonOption
from photoapp.cli.progress import ProgressLine
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import print_json
from photoapp.encoders import readable_models
from photoapp.encoders.bundles.checkpoints import check_readable
from photoapp.encoders.model_card import read_model_card
from photoapp.errors import DownloadStoppedError, UsageError
from photoapp.library import Library, ModelOffer, WeightsFile
from photoapp.paths import absolute

_MEGABYTE = 1_000_000


def download(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="One that photoapp models list names, open_clip's ARCH/TAG, or hf-hub:OWNER/NAME.",
        ),
    ],
    *,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Don't ask about weights for research only.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch a model from the hub and make it ready. This is the only command that uses a network.

    Ctrl-C stops; the same command goes on where it stopped. The hub's address can be set with
    HF_ENDPOINT.
    """
    if any(name == model.name for model in readable_models(context.obj.models)):
        message = f"{name} is here already; change to it with: photoapp models use {name}"
        raise UsageError(message)
    with closing(Library(context.obj)) as library, stop_on_ctrl_c() as stop:
        try:
            offer = library.models.new.offer(name, stop)
            _tell_licence(offer, accepted=accept_licence)
            with ProgressLine() as line:
                folder = library.models.new.download(offer, line.show, stop)
        except DownloadStoppedError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(130) from error
    _report(folder, as_json=as_json)


def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .safetensors or .pt file.")],
    *,
    architecture: Annotated[
        str, typer.Option("--architecture", metavar="ARCH", help="Open_clip's name, as ViT-B-32.")
    ] = "",
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The open_clip_config.json of the weights, instead."),
    ] = None,
    like: Annotated[
        str,
        typer.Option(metavar="TAG", help="The open_clip weights whose way with photos it has."),
    ] = "",
    extras: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="With tokenizer.json and config.json, where needed."),
    ] = None,
    name: Annotated[str, typer.Option(help="What to call it; else as the file is called.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Make a model of a file of weights that you have. The file stays as it is."""
    if bool(architecture) == bool(config):
        raise UsageError("Say what the weights are: with either --architecture or --config.")
    weights = WeightsFile(absolute(file), architecture, like, config, extras, name)
    check_readable(weights.path)
    typer.echo("reading and trying the weights; that takes half a minute or more", err=True)
    with closing(Library(context.obj)) as library, stop_on_ctrl_c() as stop:
        try:
            folder = library.models.new.import_file(weights, stop)
        except DownloadStoppedError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(130) from error
    _report(folder, as_json=as_json)


def _tell_licence(offer: ModelOffer, *, accepted: bool) -> None:
    title = offer.curated.title if offer.curated else offer.source.name
    typer.echo(
        f"{title}: {offer.byte_size / _MEGABYTE:.0f} MB from {offer.weights.repository}; "
        f"licence: {offer.licence}",
        err=True,
    )
    if offer.research_only and not accepted:
        if not sys.stdin.isatty():
            message = (
                f"{offer.name} is for research only; say --accept-licence if that is your use."
            )
            raise UsageError(message)
        typer.confirm("These weights are for research only. Is that your use?", abort=True)


def _report(folder: Path, *, as_json: bool) -> None:
    card = read_model_card(folder)
    if as_json:
        print_json({"id": card.id, "name": folder.name, "folder": str(folder)})
    else:
        typer.echo(f"{folder.name} is here; change to it with: photoapp models use {folder.name}")
