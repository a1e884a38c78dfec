"""``photoapp overview``."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from photoapp.console import print_json, print_table
from photoapp.library import Library
from photoapp.library.browsing import Facets, LabelFacet, Named, Place

_MOST = 10


def overview(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the library at a glance: by year, place, camera, label, keyword and rating."""
    with closing(Library(context.obj, words_here=True)) as library:
        facets = library.browsing.facets()
    if as_json:
        print_json(asdict(facets))
    else:
        _print(facets)


def _print(facets: Facets) -> None:
    typer.echo(
        f"{facets.total} photos, {facets.untagged} without keywords, {facets.offline} offline, "
        f"{facets.failed} failed"
    )
    _table("year", ((str(year.year), year.photos) for year in facets.years))
    _table("place", ((_with_cities(place), place.photos) for place in _most(facets.countries)))
    _table("camera", ((camera.name, camera.photos) for camera in _most(facets.cameras)))
    _labels(facets.labels)
    _table("keyword", ((word.name, word.photos) for word in _most(facets.keywords)))
    ratings = ((f"{stars} of 5", facets.ratings.get(stars, 0)) for stars in range(5, 0, -1))
    flags = (("picked", "pick"), ("rejected", "reject"))
    marks = [*ratings, *((text, facets.flags.get(flag, 0)) for text, flag in flags)]
    _table("rating", [(text, photos) for text, photos in marks if photos])


def _table(what: str, rows: Iterable[tuple[str, int]]) -> None:
    if listed := [[str(photos), text] for text, photos in rows]:
        typer.echo()
        print_table(["photos", what], listed)


def _labels(labels: Iterable[LabelFacet]) -> None:
    """Print the labels that there is most of; what is suggested is not tagged."""
    known = (label for label in labels if label.tagged or label.suggested)
    most = sorted(known, key=lambda label: (-label.tagged, -label.suggested))[:_MOST]
    if listed := [[str(each.tagged), str(each.suggested), each.name] for each in most]:
        typer.echo()
        print_table(["tagged", "suggested", "label"], listed)


def _most(named: Iterable[Named | Place]) -> list[Named | Place]:
    return sorted(named, key=lambda each: -each.photos)[:_MOST]


def _with_cities(place: Named | Place) -> str:
    cities = [city.name for city in _most(getattr(place, "cities", ()))[:3]]
    return f"{place.name} ({', '.join(cities)})" if cities else place.name
