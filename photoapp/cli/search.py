"""``photoapp search``."""

import time
from contextlib import closing
from dataclasses import replace
from typing import Annotated

import typer

from photoapp.catalog import PhotoFilter
from photoapp.console import print_json, print_table
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.browsing import Answer
from photoapp.search import Query, Sort
from photoapp.search.query_text import parse

_SORT_HELP = "In which order; by relevance if words are given, else the newest first."


def search(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            help="What to look for, in plain words; and if you like -WORD for what is not to be"
            " seen, '\"words of a caption\"', and rating:3, is:pick, color:red, tag:WORD,"
            " label:NAME (tagged or suggested), suggested:NAME, date:2023..2024-06, place:NAME,"
            " camera:NAME, folder:DIR, album:NAME or like:FILE. Put all of it in quotation marks.",
        ),
    ],
    limit: Annotated[int, typer.Option(min=1, help="How many photos to print.")] = 20,
    sort: Annotated[Sort | None, typer.Option(help=_SORT_HELP)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find photos by plain words, by what is known of them, or both."""
    text = " ".join(query)
    if not text.strip():
        raise UsageError("Type what to look for, such as: sunset at the beach.")
    asked = parse(text)
    asked = replace(asked, sort=sort or asked.sort)
    with closing(Library(context.obj, words_here=True)) as library:
        started = time.monotonic()
        answers = library.browsing.answers(asked, limit)
        seconds = time.monotonic() - started
        model = library.model_id
    if as_json:
        results = [_shape(answer) for answer in answers]
        print_json(
            {"query": text, "model": model, "seconds": round(seconds, 4), "results": results}
        )
    elif answers:
        _print(asked, answers)
    else:
        typer.echo(_nothing(asked), err=True)


def _shape(answer: Answer) -> dict[str, object]:
    shape: dict[str, object] = {
        "path": str(answer.photo.path),
        "score": None if answer.score is None else round(answer.score, 4),
        "chance": None if answer.chance is None else round(answer.chance, 4),
        "rank": answer.rank,
    }
    return shape | {"offline": True} if answer.photo.offline else shape


def _print(query: Query, answers: list[Answer]) -> None:
    if query.ranked:
        columns = ["rank", "chance", "score", "photo"]
        print_table(columns, [[str(a.rank), *_figures(a), _place(a)] for a in answers])
    else:
        print_table(["rank", "photo"], [[str(a.rank), _place(a)] for a in answers])


def _figures(answer: Answer) -> tuple[str, str]:
    return f"{answer.chance or 0:.0%}", f"{answer.score or 0:.3f}"


def _place(answer: Answer) -> str:
    return f"{answer.photo.path}{' (offline)' if answer.photo.offline else ''}"


def _nothing(query: Query) -> str:
    if query.filter != PhotoFilter() or query.without:
        return "No photo answers that; leave something out."
    return "Nothing is searchable yet. See photoapp status, or: photoapp index DIR"
