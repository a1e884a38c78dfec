"""``photoapp-train starter``: the model that comes along, made anew."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photoapp.cli.train.options import AsJson
from photoapp.console import counting, print_json, print_table, warn

if TYPE_CHECKING:
    from trainer.recipe import EpochReport
    from trainer.starter import StarterReport


def starter(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="CAPTIONS.JSONL", help="Its lines' splits: train, val.")
    ],
    *,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the model goes; else into photoapp.")
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="What a stopped run goes on from; else in the cache."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first bad line.")] = False,
    as_json: AsJson = False,
) -> None:
    """Rebuild the starter model's trained weights.

    For those who work on photoapp itself; docs/starter-model.md tells more.
    """
    from photoapp.encoders import shipped_models
    from photoapp.errors import DataFileError
    from photoapp.evaluation import read_captions
    from trainer.starter import Listener, train_starter

    def failed(path: Path, reason: str) -> None:
        if strict:
            raise DataFileError(f"{path}: {reason} Take it out, or leave out --strict.")
        warn(f"{path}: {reason} Passed over.")

    photos = read_captions(file, strict=strict, tell=warn)
    try:
        report = train_starter(
            photos,
            folder or shipped_models() / "starter",
            work or context.obj.cache / "training",
            Listener(failed, counting(len(photos), "photos"), _say_epoch),
        )
    except KeyboardInterrupt:
        warn("Stopped; the same command goes on from here.")
        raise
    _print(report, as_json=as_json)


def _say_epoch(head: int, report: "EpochReport") -> None:
    warn(
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
