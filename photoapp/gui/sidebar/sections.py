"""What stands in the sidebar: sections made of what the library tells."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from photoapp.gui.language import tr
from photoapp.gui.sidebar.label_section import label_nodes, without_labels
from photoapp.gui.sidebar.node import Children, Node, Nodes

if TYPE_CHECKING:
    from photoapp.catalog import Album
    from photoapp.library.browsing import Facets, Folder, Named, Place, Year

_USUAL_KEYWORDS = 30


def sections(
    facets: "Facets | None", albums: Sequence["Album"] = (), searches: Sequence[str] = ()
) -> tuple[Node, ...]:
    """Return the sidebar's top level; sections without anything in them are left out."""
    every = Node("all", tr("All photos"), "photos", photos=facets and facets.total, conditions={})
    made = [_heading("searches", tr("Recent searches"), _searches(searches))]
    if facets is not None:
        made.append(_heading("folders", tr("Folders"), _folders(facets.folders)))
    made.append(_heading("albums", tr("Albums"), _albums(albums)))
    if facets is not None:
        made += [
            _heading("labels", tr("Labels"), label_nodes(facets.labels)),
            _heading("keywords", tr("Keywords"), _keywords(facets)),
            _heading("dates", tr("Dates"), [_year(year) for year in facets.years]),
            _heading("places", tr("Places"), _places(facets.countries, "places")),
            _heading("cameras", tr("Cameras"), _cameras(facets)),
            _heading("status", tr("Status"), _status(facets)),
        ]
    return (every, *(section for section in made if section is not None))


def _heading(key: str, text: str, nodes: Sequence[Node]) -> Node | None:
    # Albums stay when there are none: photos can be dropped on the heading to begin one.
    if not nodes and key != "albums":
        return None
    return Node(key, text, kind="heading", children=lambda: nodes)


def _searches(texts: Sequence[str]) -> list[Node]:
    return [
        Node(f"search/{text}", text, "clock", "search", conditions={}, value=text, tip=text)
        for text in texts
    ]


def _folders(folders: Sequence["Folder"]) -> Nodes:
    return Nodes(folders, _folder)


def _folder(folder: "Folder") -> Node:
    return Node(
        f"folder/{folder.path}",
        folder.name,
        "folder",
        "folder",
        folder.photos,
        {"folder": folder.path},
        folder.path,
        folder.path,
        partial(_folders, folder.children) if folder.children else None,
    )


def _albums(albums: Sequence["Album"]) -> list[Node]:
    return [
        Node(
            f"album/{album.id}",
            album.name,
            "smart-album" if album.smart else "album",
            "smart-album" if album.smart else "album",
            album.photos,
            {"album": album.name},
            album.id,
            album.query or album.name,
        )
        for album in albums
    ]


def _keywords(facets: "Facets") -> list[Node]:
    """Return nodes of the keywords that are no labels: those have a section of their own."""
    words = without_labels(facets.labels, facets.keywords)
    most = [_keyword(name.name, name.photos) for name in words[:_USUAL_KEYWORDS]]
    if len(words) > _USUAL_KEYWORDS:
        every: Children = partial(_all_keywords, words)
        most.append(Node("all keywords", tr("All keywords"), "tag", children=every))
    return most


def _all_keywords(words: Sequence["Named"]) -> Nodes:
    ordered = sorted(words, key=lambda keyword: keyword.name.casefold())
    return Nodes(ordered, lambda each: _keyword(each.name, each.photos, "all keywords"))


def _keyword(word: str, photos: int, above: str = "keyword") -> Node:
    return Node(
        f"{above}/{word}", word, "tag", "keyword", photos, {"keywords": (word,)}, word, word
    )


def _year(year: "Year") -> Node:
    text = str(year.year)
    return Node(
        f"date/{text}",
        text,
        "calendar",
        photos=year.photos,
        conditions={"since": text, "until": text},
        children=partial(_months, year),
    )


def _months(year: "Year") -> list[Node]:
    dates = [(month, f"{year.year}-{month.month:02d}") for month in year.months]
    return [
        Node(
            f"date/{date}",
            QLocale().standaloneMonthName(month.month),
            "calendar",
            photos=month.photos,
            conditions={"since": date, "until": date},
        )
        for month, date in dates
    ]


def _places(places: Sequence["Place"], above: str) -> list[Node]:
    return [
        Node(
            f"{above}/{place.name}",
            place.name,
            "place",
            photos=place.photos,
            conditions={"place": place.name},
            tip=place.name,
            children=partial(_places, place.cities, f"{above}/{place.name}")
            if getattr(place, "cities", ())
            else None,
        )
        for place in places
    ]


def _cameras(facets: "Facets") -> list[Node]:
    return [
        Node(
            f"camera/{camera.name}",
            camera.name,
            "camera",
            photos=camera.photos,
            conditions={"camera": camera.name},
            tip=camera.name,
        )
        for camera in facets.cameras
    ]


def _status(facets: "Facets") -> list[Node]:
    return [*_ratings(facets), *_flags(facets), *_colors(facets), *_rest(facets)]


def _ratings(facets: "Facets") -> list[Node]:
    """Return a node for each rating that a photo has or exceeds."""
    nodes, photos = [], 0
    for rating in range(5, 0, -1):
        photos += facets.ratings.get(rating, 0)
        if photos:
            stars = tr("{n} stars", n=5) if rating == 5 else tr("{n} stars or more", n=rating)
            text = tr("1 star or more") if rating == 1 else stars
            conditions = {"least_rating": rating}
            key = f"rating/{rating}"
            nodes.append(Node(key, text, "star", photos=photos, conditions=conditions))
    return nodes


def _flags(facets: "Facets") -> list[Node]:
    names = (("pick", tr("Picked"), "flag-pick"), ("reject", tr("Rejected"), "flag-reject"))
    return [
        Node(f"flag/{flag}", text, icon, photos=facets.flags[flag], conditions={"flag": flag})
        for flag, text, icon in names
        if facets.flags.get(flag)
    ]


def _colors(facets: "Facets") -> list[Node]:
    names = (
        ("red", tr("Red")),
        ("yellow", tr("Yellow")),
        ("green", tr("Green")),
        ("blue", tr("Blue")),
        ("purple", tr("Purple")),
    )
    return [
        Node(f"color/{c}", text, f"dot {c}", photos=facets.colors[c], conditions={"color": c})
        for c, text in names
        if facets.colors.get(c)
    ]


def _rest(facets: "Facets") -> list[Node]:
    names = (
        ("untagged", tr("Without keywords"), "tag", facets.untagged),
        ("offline", tr("On missing drives"), "offline", facets.offline),
        ("failed", tr("Could not be read"), "warning", facets.failed),
    )
    return [
        Node(name, text, icon, photos=photos, conditions={name: True})
        for name, text, icon, photos in names
        if photos
    ]
