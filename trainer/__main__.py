"""``photoapp-train``: making models."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photoapp.console import counting, print_json, print_table, printable, run_program

if TYPE_CHECKING:
    from trainer.recipe import EpochReport
    from trainer.starter import StarterReport

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Make models for photoapp.",
)


@app.callback()
def _commands() -> None:
    """Keep Typer from merging a single command into the program itself."""


@app.command("starter")
def starter(
    file: Annotated[
        Path, typer.Argument(metavar="CAPTIONS.JSONL", help="Its lines' splits: train, val.")
    ],
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the model goes; else into photoapp.")
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="What a stopped run goes on from; else in the cache."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first bad line.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Rebuild the starter model's trained weights from captioned photos."""
    from photoapp.encoders import shipped_models
    from photoapp.errors import DataFileError
    from photoapp.evaluation import read_captions
    from photoapp.paths import app_paths
    from trainer.starter import Listener, train_starter

    def failed(path: Path, reason: str) -> None:
        if strict:
            raise DataFileError(f"{path}: {reason} Take it out, or leave out --strict.")
        _say(f"{path}: {reason} Passed over.")

    photos = read_captions(file, strict=strict, tell=_say)
    try:
        report = train_starter(
            photos,
            folder or shipped_models() / "starter",
            work or app_paths().cache / "training",
            Listener(failed, counting(len(photos), "photos"), _say_epoch),
        )
    except KeyboardInterrupt:
        _say("Stopped; the same command goes on from here.")
        raise
    _print(report, as_json=as_json)


def _say(sentence: str) -> None:
    typer.echo(printable(sentence), err=True)


def _say_epoch(head: int, report: "EpochReport") -> None:
    _say(
        f"head {head + 1}, epoch {report.epoch} of {report.epochs}: loss {report.loss:.3f}, "
        f"recall on val {report.score:.3f} (best {report.best:.3f}), scale {report.scale:.1f}"
    )


def _print(report: "StarterReport", *, as_json: bool) -> None:
    before, after = report.before.recall, report.after.recall
    if as_json:
        figures = {f"recall@{depth}": round(figure.value, 4) for depth, figure in after.items()}
        print_json({"model": report.model, "photos": report.after.photos} | figures)
        return
    typer.echo(f"{report.model}, on the {report.after.photos} photos of the split val:")
    rows = [
        [
            f"recall@{depth}",
            f"{before[depth].value:.3f}",
            f"{f.value:.3f}",
            f"{f.low:.3f} to {f.high:.3f}",
        ]
        for depth, f in after.items()
    ]
    print_table(["measure", "ConSE alone", "trained", "95 % interval"], rows)


def main() -> None:
    """Run ``photoapp-train``."""
    try:
        run_program(app, "photoapp-train")
    except KeyboardInterrupt:  # before the command line could take it
        sys.exit(130)


if __name__ == "__main__":
    main()
