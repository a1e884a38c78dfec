"""Metadata in words and units for people."""

from collections.abc import Callable, Iterator
from typing import Any

from photoapp.media.metadata import Known, Metadata, Place, Position, Taken, camera_name

Line = tuple[str, str, str]


def describe(metadata: Metadata) -> list[Line]:
    """Return what is known, as people read it: a label, the value and where it came from."""
    return [*_facts(metadata), *_lists(metadata)]


def _facts(metadata: Metadata) -> Iterator[Line]:
    facts: list[tuple[str, Known[Any] | None, Callable[[Any], str]]] = [
        ("taken", metadata.taken, date_text),
        ("camera", camera_name(metadata), str),
        ("lens", metadata.lens, str),
        ("exposure", metadata.exposure_seconds, exposure_text),
        ("aperture", metadata.f_number, lambda number: f"f/{number:.3g}"),
        ("sensitivity", metadata.iso, lambda speed: f"ISO {speed}"),
        ("focal length", metadata.focal_length_mm, lambda mm: _focal_length(mm, metadata)),
        ("flash", metadata.flash_fired, lambda fired: "fired" if fired else "did not fire"),
        ("position", metadata.position, position_text),
        ("place", metadata.place, place_text),
        ("title", metadata.title, str),
        ("caption", metadata.caption, lambda text: " ".join(text.split())),
        ("rating", metadata.rating, rating_text),
        ("creator", metadata.creator, str),
        ("copyright", metadata.copyright, str),
        ("software", metadata.software, str),
    ]
    for label, known, text in facts:
        if known is not None:
            yield label, text(known.value), known.source


def _lists(metadata: Metadata) -> Iterator[Line]:
    yield from _by_source("keywords", metadata.keywords)
    paths = [Known(" > ".join(path.value), path.source) for path in metadata.keyword_paths]
    yield from _by_source("hierarchies", paths)
    yield from _by_source("people", metadata.people)


def _by_source(label: str, words: tuple[Known[str], ...] | list[Known[str]]) -> Iterator[Line]:
    for source in dict.fromkeys(word.source for word in words):
        yield label, ", ".join(w.value for w in words if w.source == source), source


def date_text(taken: Taken) -> str:
    """Return "2019-04-12 19:24:49.123 +02:00", as much of it as is known."""
    local = taken.local.replace("T", " ")
    return local if taken.offset_minutes is None else f"{local} {offset_text(taken.offset_minutes)}"


def offset_text(minutes: int) -> str:
    """Return "+02:00"."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def exposure_text(seconds: float) -> str:
    """Return "1/250 s", and from 0.3 s on "0.5 s"."""
    if seconds < 0.3:
        return f"1/{round(1 / seconds)} s"
    return f"{seconds:.3g} s"


def _focal_length(mm: float, metadata: Metadata) -> str:
    equivalent = metadata.focal_length_35mm
    as_on_film = f" ({equivalent.value:.4g} mm as on 35 mm film)" if equivalent else ""
    return f"{mm:.4g} mm{as_on_film}"


def position_text(position: Position) -> str:
    """Return "48.85840, 2.29450, 35 m": north and east, south and west with a minus."""
    text = f"{position.latitude:.5f}, {position.longitude:.5f}"
    return text if position.altitude_m is None else f"{text}, {position.altitude_m:.0f} m"


def place_text(place: Place) -> str:
    """Return "Paris, Île-de-France, France"."""
    return ", ".join(dict.fromkeys(filter(None, (place.city, place.region, place.country))))


def rating_text(rating: int) -> str:
    """Return stars, or what stands for none of them."""
    if rating < 0:
        return "rejected"
    return f"{rating} of 5" if rating else "unrated"
