"""What is known of a photo, as people write it."""

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from photoapp.gui.language import number, tr

if TYPE_CHECKING:
    from photoapp.catalog import Keyword, Suggestion
    from photoapp.library.browsing import PhotoDetails
    from photoapp.media.metadata import Metadata, Place, Position, Taken

_DATE_LENGTH = len("2024-05-03")
_SPACE = "\N{NO-BREAK SPACE}"
_DECIMAL = QLocale.DataSizeFormat.DataSizeSIFormat


def when_text(taken: "Taken") -> str:
    """Return when a photo was taken, as a clock there showed it."""
    locale = QLocale()
    date = QDate.fromString(taken.local[:_DATE_LENGTH], "yyyy-MM-dd")
    day = locale.toString(date, QLocale.FormatType.LongFormat) if date.isValid() else taken.local
    time = QTime.fromString(taken.local[_DATE_LENGTH + 1 : _DATE_LENGTH + 9], "HH:mm:ss")
    return f"{day}, {locale.toString(time, 'HH:mm')}" if time.isValid() else day


def offset_text(taken: "Taken") -> str:
    """Return what the clock was ahead of UTC; empty where that is not known."""
    if taken.offset_minutes is None:
        return ""
    sign = "-" if taken.offset_minutes < 0 else "+"
    hours, minutes = divmod(abs(taken.offset_minutes), 60)
    return f"UTC{sign}{hours}:{minutes:02d}"


def place_text(place: "Place") -> str:
    """Return the names of a place, each once."""
    return ", ".join(dict.fromkeys(n for n in (place.city, place.region, place.country) if n))


def position_text(position: "Position") -> str:
    """Return latitude and longitude, and the height if it is known."""
    north = tr("N") if position.latitude >= 0 else tr("S")
    east = tr("E") if position.longitude >= 0 else tr("W")
    text = f"{abs(position.latitude):.5f}° {north}, {abs(position.longitude):.5f}° {east}"
    return text if position.altitude_m is None else f"{text}, {position.altitude_m:.0f} m"


def exposure_text(metadata: "Metadata") -> str:
    """Return how a photo was exposed: f/2.8 · 1/250 s · ISO 400 · 35 mm."""
    parts = []
    if metadata.f_number:
        parts.append(f"f/{metadata.f_number.value:g}")
    if metadata.exposure_seconds and metadata.exposure_seconds.value > 0:
        parts.append(seconds_text(metadata.exposure_seconds.value))
    if metadata.iso:
        parts.append(f"ISO{_SPACE}{metadata.iso.value}")
    if metadata.focal_length_mm:
        parts.append(f"{round(metadata.focal_length_mm.value, 1):g}{_SPACE}mm")
    return _joined(parts)


def seconds_text(seconds: float) -> str:
    """Return an exposure time as cameras show it."""
    if seconds >= 0.3:
        return f"{round(seconds, 1):g}{_SPACE}s"
    return f"1/{round(1 / seconds)}{_SPACE}s"


def size_text(details: "PhotoDetails") -> str:
    """Return pixels, bytes and format."""
    parts = []
    if details.width and details.height:
        times = "\N{MULTIPLICATION SIGN}"
        parts.append(f"{number(details.width)} {times} {number(details.height)}")
    size = QLocale().formattedDataSize(details.byte_size, 1, _DECIMAL)
    parts.append(size.replace(" ", _SPACE))
    if details.format:
        parts.append(details.format)
    return _joined(parts)


def folder_and_name(path: str) -> tuple[str, str]:
    """Return the folder that a file lies in, and its name."""
    pure = PurePath(path)
    return str(pure.parent), pure.name


def found_in(where: str) -> str:
    """Return where words were found, by the name that a search has for it."""
    names = {
        "caption": tr("In the caption"),
        "title": tr("In the title"),
        "keywords": tr("In the keywords"),
        "names": tr("In the file's name"),
        "place": tr("In the place"),
    }
    return names.get(where, where)


def origin_text(keyword: "Keyword") -> str:
    """Return who put a keyword there: the file, a person, or a model whose word they took up."""
    if keyword.origin == "file" or keyword.said_at is None:
        by_file = tr("The photo's file says so")
        return by_file if keyword.origin == "file" else tr("Added by you")
    when = _day_text(keyword.said_at)
    if keyword.model is None or keyword.chance is None:
        return tr("Added by you on {when}", when=when)
    return tr(
        "Accepted by you on {when}, as {model} had suggested it ({n} % sure)",
        when=when,
        model=keyword.model,
        n=percent(keyword.chance),
    )


def suggestion_text(suggestion: "Suggestion") -> str:
    """Return who suggests a label, how sure they are, and since when."""
    return tr(
        "Suggested by {model} since {when}, {n} % sure",
        model=suggestion.model,
        when=_day_text(suggestion.suggested_at),
        n=percent(suggestion.chance),
    )


def percent(chance: float) -> int:
    """Return a chance from 0 to 1 as people say it: nothing is certain."""
    return min(99, max(1, round(100 * chance)))


def _day_text(seconds: float) -> str:
    """Return the day of a moment in seconds since 1970."""
    day = QDateTime.fromSecsSinceEpoch(int(seconds)).date()
    return QLocale().toString(day, QLocale.FormatType.LongFormat)


def _joined(parts: list[str]) -> str:
    """Return parts with dots between, which stay at the end of a line."""
    return f"{_SPACE}{_SPACE}·  ".join(parts)
