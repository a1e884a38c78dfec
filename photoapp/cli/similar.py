"""``photoapp similar``."""

import time
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from photoapp.console import print_json, print_table, printable
from photoapp.library import Library
from photoapp.library.browsing import Answer
from photoapp.search import Query


def similar(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A picture; it need not be in the library.", readable=False)
    ],
    limit: Annotated[int, typer.Option(min=1, help="How many photos to print.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find photos that resemble a picture, the likest first."""
    with closing(Library(context.obj, words_here=True)) as library:
        started = time.monotonic()
        answers = library.browsing.answers(Query(like=file), limit)
        seconds = time.monotonic() - started
        model = library.model_id
    if as_json:
        results = [_shape(answer) for answer in answers]
        print_json(
            {"file": str(file), "model": model, "seconds": round(seconds, 4), "results": results}
        )
    elif answers:
        print_table(["rank", "chance", "score", "photo"], [_row(answer) for answer in answers])
    else:
        typer.echo(
            "Nothing is searchable yet. See photoapp status, or: photoapp index DIR", err=True
        )


def _shape(answer: Answer) -> dict[str, object]:
    shape: dict[str, object] = {
        "path": str(answer.photo.path),
        "score": round(answer.score or 0, 4),
        "chance": round(answer.chance or 0, 4),
        "rank": answer.rank,
    }
    return shape | {"offline": True} if answer.photo.offline else shape


def _row(answer: Answer) -> list[str]:
    offline = " (offline)" if answer.photo.offline else ""
    path = f"{printable(str(answer.photo.path))}{offline}"
    return [str(answer.rank), f"{answer.chance or 0:.0%}", f"{answer.score or 0:.3f}", path]
