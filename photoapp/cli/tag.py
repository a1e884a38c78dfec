"""``photoapp tag``."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.labels import LabelCard, Likeliest, Reliability, TagReport
from photoapp.tagging.lists import read_label_list


def tag(
    context: typer.Context,
    *,
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels",
            metavar="FILE",
            help="Make the labels of this list first, as photoapp labels import does.",
        ),
    ] = None,
    exclusive: Annotated[
        bool,
        typer.Option(
            "--exclusive", help="Of the labels in that list a photo has one at most: one group."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Look which photos show your labels, and suggest them.

    Nothing is tagged by that: a suggestion becomes a tag when you accept it, in the window or
    with photoapp review, and each answer teaches. As many photos are suggested as keep the share
    of right ones that a label asks for (see photoapp labels change --precision); "right" is what
    is expected of that, "found" the share of all photos that show it.

    Photos are also tagged after each photoapp index, and while the window is open.

    With --json the photos come along: their tags, suggestions, and the likeliest label of each
    group, whether it is suggested or not.
    """
    if exclusive and not labels:
        raise UsageError("--exclusive is said of a list: give one with --labels.")
    with closing(Library(context.obj)) as library:
        if labels:
            lines = read_label_list(labels)
            group = " ".join(labels.stem.split()) if exclusive else ""
            library.labels.import_lines([replace(i, group=group or i.group) for i in lines])
        if len(library.labels.lines()) > _MANY:
            warn(
                "photoapp: there are many labels; the words of new ones take some minutes to read."
            )
        report = library.labels.settle()
        reliable = library.labels.reliabilities()
        # One that another process has made just now is told of next time.
        cards = [card for card in library.labels.cards() if card.label.id in reliable]
        if as_json:
            print_json(_shape(library, report, cards, reliable))
        elif cards:
            rows = [_row(card, reliable[card.label.id]) for card in cards]
            print_table(["label", "tagged", "suggested", "right", "found", "answers"], rows)
            typer.echo(printable(_sentence(report)))
            if any(reliable[card.label.id].threshold is None for card in cards):
                typer.echo(_UNSURE)
        else:
            typer.echo("There are no labels yet; make one: photoapp labels add NAME.")


_MANY = 500
_UNSURE = (
    "Where nothing is suggested no photo is sure enough yet; a few answers change that: "
    "photoapp review list NAME."
)


def _sentence(report: TagReport) -> str:
    return (
        f"{report.photos} photos, {report.labels} labels: {report.suggested} suggestions, "
        f"{report.new} of them new, {report.gone} gone, in {report.seconds:.1f} s"
    )


def _row(card: LabelCard, reliable: Reliability) -> list[str]:
    right, found = _percent(reliable.expected), _percent(reliable.recall)
    numbers = map(str, (card.tagged, card.suggested))
    return [card.label.name, *numbers, right, found, str(reliable.decisions)]


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.0f} %"


def _shape(
    library: Library,
    report: TagReport,
    cards: list[LabelCard],
    reliable: dict[int, Reliability],
) -> dict[str, Any]:
    return {
        "model": library.model_id,
        "seconds": round(report.seconds, 3),
        "suggested": report.suggested,
        "new": report.new,
        "gone": report.gone,
        "labels": [label_shape(card, reliable[card.label.id]) for card in cards],
        "photos": _photos(library, library.labels.likeliest()),
    }


def label_shape(card: LabelCard, reliable: Reliability) -> dict[str, Any]:
    """Return what is known of a label's suggestions, for JSON."""
    return {
        "name": card.label.name,
        "tagged": card.tagged,
        "rejected": card.rejected,
        "suggested": card.suggested,
        "precision": reliable.asked,
        "threshold": reliable.threshold,
        "expected": reliable.expected,
        "low": reliable.low,
        "high": reliable.high,
        "recall": reliable.recall,
        "answers": reliable.decisions,
        "points": [list(point) for point in reliable.points],
    }


def _photos(library: Library, likeliest: list[Likeliest]) -> list[dict[str, Any]]:
    by_photo: dict[int, list[Likeliest]] = {}
    for each in likeliest:
        by_photo.setdefault(each.photo_id, []).append(each)
    ids = list(by_photo)
    paths = dict(zip(ids, library.files_of(ids), strict=True))
    given, suggested = library.marks.given(ids), library.labels.suggestions(ids)
    return [
        {
            "path": str(paths[i]),
            "tags": [keyword.word for keyword in given[i].keywords],
            "suggestions": [
                {"label": s.name, "chance": round(s.chance, 4)} for s in suggested.get(i, ())
            ],
            "likeliest": [
                {"group": each.group, "label": each.label, "chance": each.chance}
                for each in by_photo[i]
            ],
        }
        for i in ids
    ]
