"""``photoapp search``."""

import time
from contextlib import closing
from typing import Annotated

import typer

from photoapp.console import print_json, print_table
from photoapp.library import Library
from photoapp.search import Hit


def search(
    context: typer.Context,
    query: Annotated[list[str], typer.Argument(help="What to look for, in plain words.")],
    limit: Annotated[int, typer.Option(min=1, help="How many photos to print.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find photos by plain words, the best first."""
    text = " ".join(query)
    with closing(Library(context.obj, words_here=True)) as library:
        started = time.monotonic()
        hits = library.search(text, limit)
        seconds = time.monotonic() - started
        model = library.model_id
    if as_json:
        results = [_shape(hit) for hit in hits]
        print_json(
            {"query": text, "model": model, "seconds": round(seconds, 4), "results": results}
        )
    elif hits:
        print_table(["rank", "score", "photo"], [_row(hit) for hit in hits])
    else:
        typer.echo(
            "Nothing is searchable yet. See photoapp status, or: photoapp index DIR", err=True
        )


def _shape(hit: Hit) -> dict[str, object]:
    shape = {"path": str(hit.photo.path), "score": round(hit.score, 4), "rank": hit.rank}
    return shape | {"offline": True} if hit.photo.offline else shape


def _row(hit: Hit) -> list[str]:
    offline = " (offline)" if hit.photo.offline else ""
    return [str(hit.rank), f"{hit.score:.3f}", f"{hit.photo.path}{offline}"]
