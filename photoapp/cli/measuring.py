"""What the ``evaluate`` commands share: encoding photos, and reporting figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photoapp.console import counting, print_json, print_table, printable

if TYPE_CHECKING:
    from photoapp.encoders import Encoder, Floats
    from photoapp.evaluation.bootstrap import Figure

ModelOption = Annotated[
    str, typer.Option("--model", help="Which model to measure: a name or its folder.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Stop at the first bad line.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def encode(
    encoder: "Encoder", paths: Sequence[Path], *, strict: bool
) -> tuple[list[int], "Floats", "Floats"]:
    """Return which photos can be read, (n,), their features, and their vectors.

    Raises:
        DataFileError: none of them can be read, or ``strict`` and one can't.

    """
    from photoapp.errors import DataFileError
    from photoapp.evaluation import encode_files

    def failed(path: Path, reason: str) -> None:
        if strict:
            raise DataFileError(f"{path}: {reason} Take it out, or leave out --strict.")
        tell(f"{path}: {reason} Passed over.")

    progress = counting(len(paths), "photos")
    rows, features = encode_files(encoder, paths, failed=failed, progress=progress)
    if not rows:
        raise DataFileError("None of the photos can be read, so there is nothing to measure.")
    return rows, features, encoder.project_features(features)


def report(figures: Mapping[str, "Figure"], plain: dict[str, Any], *, as_json: bool) -> None:
    """Print figures with their intervals, and what they are of."""
    if as_json:
        values = {name: round(figure.value, 4) for name, figure in figures.items()}
        intervals = {n: [round(f.low, 4), round(f.high, 4)] for n, f in figures.items()}
        print_json(plain | values | {"intervals_95": intervals})
        return
    for name, value in plain.items():
        typer.echo(f"{name}: {value}")
    rows = [[n, f"{f.value:.3f}", f"{f.low:.3f} to {f.high:.3f}"] for n, f in figures.items()]
    print_table(["measure", "value", "95 % interval"], rows)


def tell(sentence: str) -> None:
    """Tell a person something that is no result."""
    typer.echo(printable(sentence), err=True)
