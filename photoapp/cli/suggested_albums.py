"""``photoapp albums suggest``."""

from collections.abc import Sequence
from contextlib import closing
from typing import Annotated, Any

import typer

from photoapp.console import print_json, print_table, printable
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.events import Event
from photoapp.library.marks import photos_in_words

_NUMBERS = "numbers of the list, or all"


def suggest(
    context: typer.Context,
    *,
    limit: Annotated[int, typer.Option(min=1, help="The most events, the latest first.")] = 50,
    create: Annotated[
        list[str] | None,
        typer.Option(metavar="N|all", help="Make an album of this one; may be said again."),
    ] = None,
    dismiss: Annotated[
        list[str] | None,
        typer.Option(metavar="N|all", help="Suggest this one no longer; may be said again."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Suggest anew what was dismissed.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Suggest albums: journeys, and days with many photos, by when and where they were taken.

    photoapp albums suggest

    photoapp albums suggest --create 1 --create 3 --dismiss 2
    """
    with closing(Library(context.obj)) as library:
        if again:
            library.events.bring_back()
        events = library.events.suggested(limit)
        wanted, unwanted = _chosen(events, create), _chosen(events, dismiss)
        if both := {event.name for event in wanted} & {event.name for event in unwanted}:
            raise UsageError(f"“{min(both)}” can't be both made and dismissed; choose one.")
        made = [library.events.create(event) for event in wanted]
        names = [album.name for album in library.albums.all() if album.id in set(made)]
        for event in unwanted:
            library.events.dismiss(event)
        left = [event for event in events if event not in wanted and event not in unwanted]
        undated = library.events.undated()
        paths = {e: [str(p) for p in library.files_of(e.photo_ids)] for e in left if as_json}
    if as_json:
        print_json(
            {
                "events": [_shape(event, paths[event]) for event in left],
                "made": names,
                "dismissed": [event.name for event in unwanted],
                "undated": undated,
            }
        )
    elif wanted or unwanted:
        for name in names:
            typer.echo(printable(f"album “{name}” is made"))
        for event in unwanted:
            typer.echo(printable(f"“{event.name}” is not suggested any more"))
    else:
        _list(events, undated)


def _list(events: Sequence[Event], undated: int) -> None:
    if events:
        rows = [[str(n), str(len(e.photo_ids)), e.name] for n, e in enumerate(events, 1)]
        print_table(["number", "photos", "album"], rows)
    else:
        typer.echo("No events were found among the photos that there are no albums of yet.")
    if undated:
        typer.echo(f"left out, as only their files have a time: {photos_in_words(undated)}")


def _chosen(events: Sequence[Event], numbers: Sequence[str] | None) -> list[Event]:
    """Return the events that somebody means by numbers.

    Raises:
        UsageError: there are no such events.

    """
    chosen: dict[int, Event] = {}
    for text in numbers or ():
        if text.casefold() == "all":
            return list(events)
        number = int(text) if text.isdecimal() else 0
        if not 1 <= number <= len(events):
            raise UsageError(f"There is no event {text}; write {_NUMBERS} (1 to {len(events)}).")
        chosen[number] = events[number - 1]
    return list(chosen.values())


def _shape(event: Event, paths: list[str]) -> dict[str, Any]:
    return {
        "name": event.name,
        "first": event.first.isoformat(timespec="seconds"),
        "last": event.last.isoformat(timespec="seconds"),
        "place": event.place,
        "labels": event.labels,
        "photos": len(event.photo_ids),
        "paths": paths,
    }
