"""The filters of a query as chips: what each says, and the query without it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QLocale

from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.catalog import PhotoFilter
    from photoapp.search.query import Query


@dataclass(frozen=True)
class Chip:
    """One filter: ``without`` is the query that is left when it goes."""

    text: str
    icon: str
    without: "Query"
    tip: str = ""
    is_picture: bool = False


def chips_of(query: "Query") -> tuple[Chip, ...]:
    """Return the chips of all that a query asks beside its words."""
    return (*_likeness(query), *_unwanted(query), *_filters(query))


def date_text(date: str) -> str:
    """Return a date or the beginning of one (2024, 2024-05) as people write it."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return date
    forms = {2: "MMMM yyyy", 3: QLocale().dateFormat(QLocale.FormatType.ShortFormat)}
    return QLocale().toString(QDate(*(*parts, 1, 1)[:3]), forms[len(parts)])


def _likeness(query: "Query") -> Iterator[Chip]:
    if query.like is None:
        return
    text = tr("Similar to this photo")
    if isinstance(query.like, Path):
        text = tr("Similar to {name}", name=query.like.name)
    yield Chip(text, "similar", replace(query, like=None), is_picture=True)


def _unwanted(query: "Query") -> Iterator[Chip]:
    for words in query.without:
        rest = tuple(each for each in query.without if each != words)
        yield Chip(tr("not {words}", words=words), "minus", replace(query, without=rest))


def _filters(query: "Query") -> Iterator[Chip]:
    asked = query.filter
    for text, icon, changes in _described(asked):
        tip = str(asked.folder) if "folder" in changes else ""
        if "labels" in changes:
            tip = tr("{label}: tagged, or suggested", label=text)
        yield Chip(text, icon, replace(query, filter=replace(asked, **changes)), tip)


def _described(asked: "PhotoFilter") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return texts, icons, and what to change in the filter to be rid of each."""
    if asked.folder is not None:
        yield PurePath(asked.folder).name or asked.folder, "folder", {"folder": None}
    if asked.album is not None:
        yield asked.album, "album", {"album": None}
    if asked.since is not None or asked.until is not None:
        yield _span(asked.since, asked.until), "calendar", {"since": None, "until": None}
    if asked.place is not None:
        yield asked.place, "place", {"place": None}
    if asked.camera is not None:
        yield asked.camera, "camera", {"camera": None}
    yield from _words(asked)
    if asked.least_rating is not None or asked.most_rating is not None:
        nothing = {"least_rating": None, "most_rating": None}
        yield _rating(asked.least_rating or 0, asked.most_rating), "", nothing
    yield from _marks(asked)


def _words(asked: "PhotoFilter") -> Iterator[tuple[str, str, dict[str, Any]]]:
    for word in asked.keywords:
        yield word, "tag", {"keywords": tuple(each for each in asked.keywords if each != word)}
    for name in asked.labels:
        yield name, "label", {"labels": tuple(each for each in asked.labels if each != name)}
    for name in asked.suggested:
        rest = tuple(each for each in asked.suggested if each != name)
        yield tr("Suggested: {label}", label=name), "tag-suggested", {"suggested": rest}
    for phrase in asked.phrases:
        rest = tuple(each for each in asked.phrases if each != phrase)
        yield f"“{phrase}”", "", {"phrases": rest}


def _marks(asked: "PhotoFilter") -> Iterator[tuple[str, str, dict[str, Any]]]:
    flags = {
        "pick": tr("Picked"),
        "reject": tr("Rejected"),
        "none": tr("Not flagged"),
    }
    if asked.flag is not None:
        icon = {"pick": "flag-pick", "reject": "flag-reject"}.get(asked.flag, "flag")
        yield flags[asked.flag], icon, {"flag": None}
    if asked.color is not None:
        icon = "" if asked.color == "none" else f"dot {asked.color}"
        yield color_name(asked.color), icon, {"color": None}
    if asked.untagged:
        yield tr("Without keywords"), "tag", {"untagged": False}
    if asked.with_suggestions:
        yield tr("With suggestions"), "tag-suggested", {"with_suggestions": False}
    if asked.offline:
        yield tr("On missing drives"), "offline", {"offline": False}
    if asked.failed:
        yield tr("Could not be read"), "warning", {"failed": False}


def color_name(color: str) -> str:
    """Return a colour label's name."""
    names = {
        "red": tr("Red"),
        "yellow": tr("Yellow"),
        "green": tr("Green"),
        "blue": tr("Blue"),
        "purple": tr("Purple"),
    }
    return names.get(color) or tr("No colour")


def _span(since: str | None, until: str | None) -> str:
    if since is None:
        return tr("until {date}", date=date_text(str(until)))
    if until is None:
        return tr("since {date}", date=date_text(since))
    return (
        date_text(since) if since == until else f"{date_text(since)} \N{EN DASH} {date_text(until)}"
    )


def _rating(least: int, most: int | None) -> str:
    if most == 0:
        return tr("Unrated")
    if most is None or most == 5:
        return tr("★ {n} or more", n=least) if least < 5 else "★ 5"
    return f"★ {least}" if least == most else f"★ {least}\N{EN DASH}{most}"
