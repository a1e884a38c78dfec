"""When a photo was taken: the first source, of those in order, that can be true."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from photoapp.media.metadata.dates import Moment, is_possible, is_unset, of_timestamp, parse_date
from photoapp.media.metadata.facts import Known, Taken
from photoapp.media.metadata.file_names import date_in_name
from photoapp.media.metadata.rationals import numbers
from photoapp.media.metadata.tags import Tags
from photoapp.media.metadata.takeout import Takeout
from photoapp.media.metadata.texts import clean

# How far a camera's clock may be from GPS's for the offset between them to be believed.
_CLOCK_ERROR = timedelta(minutes=2)
_QUARTER_MINUTES = 15
# The zones whose offset is no multiple of half an hour, as Nepal's.
_ODD_OFFSETS = frozenset([5 * 60 + 45, 8 * 60 + 45, 12 * 60 + 45])
_SAVED = "EXIF DateTime"  # the time a program saved the file
_XMP_ORIGINAL = ("exif.DateTimeOriginal", "photoshop.DateCreated")
_XMP_CREATED = ("xmp.CreateDate", "exif.DateTimeDigitized")


@dataclass(frozen=True)
class _Said:
    moment: Moment
    source: str

    @property
    def is_of_another_clock(self) -> bool:
        return self.source.endswith("(UTC)")

    @property
    def is_of_saving(self) -> bool:
        return self.source == _SAVED


def find_taken(
    photo: Tags,
    sidecars: Sequence[Tags],
    takeouts: Sequence[Takeout],
    *,
    name: str,
    modified_ns: int,
    now: datetime,
    problems: list[str],
) -> Known[Taken] | None:
    """Return when a photo was taken, adding a sentence to ``problems`` on each impossible date.

    ``modified_ns`` is the file's time, since 1970; ``now`` is UTC, without its zone.
    """
    said = [*_said_in_files(photo, sidecars, problems), *_said_beside(photo, takeouts, name)]
    possible = [one for one in said if _is_possible(one, now, problems)]
    if not possible:
        moment = of_timestamp(modified_ns / 1e9, in_this_zone=True)
        return Known(moment.taken(), "file's time") if moment else None
    best = _with_what_others_know(possible)
    best = _with_offset(best, possible, [photo, *sidecars])
    return Known(best.moment.taken(), best.source)


def _said_in_files(photo: Tags, sidecars: Sequence[Tags], problems: list[str]) -> list[_Said]:
    files = [*sidecars, photo]
    return [
        *_xmp_dates(sidecars, _XMP_ORIGINAL, problems),
        *_exif_date(photo, "Photo.DateTimeOriginal", "Original", problems),
        *_exif_date(photo, "Image.DateTimeOriginal", "Original", problems),
        *_xmp_dates([photo], _XMP_ORIGINAL, problems),
        *_xmp_dates(files, _XMP_CREATED, problems),
        *_iptc_date(photo),
        *_exif_date(photo, "Photo.DateTimeDigitized", "Digitized", problems),
        *_exif_date(photo, "Image.DateTime", "", problems),
    ]


def _said_beside(photo: Tags, takeouts: Sequence[Takeout], name: str) -> Iterator[_Said]:
    if gps := gps_time([photo]):
        yield _Said(gps, "GPS date and time (UTC)")
    for takeout in takeouts:
        moment = None if takeout.taken is None else of_timestamp(takeout.taken)
        if moment:
            yield _Said(moment, f"{takeout.source} (UTC)")
    if moment := date_in_name(name):
        yield _Said(moment, "file name" if moment.offset_minutes is None else "file name (UTC)")


def _is_possible(said: _Said, now: datetime, problems: list[str]) -> bool:
    if is_possible(said.moment, now):
        return True
    if said.source != "file name":
        problems.append(f"{said.source} says {said.moment.taken().local}, which can't be true.")
    return False


def _parsed(text: str, source: str, problems: list[str]) -> Moment | None:
    moment = parse_date(text)
    if moment is None and not is_unset(text):
        problems.append(f"{source} says {clean(text)[:40]}, which is no date.")
    return moment


def _exif_date(tags: Tags, key: str, kind: str, problems: list[str]) -> Iterator[_Said]:
    source = tags.source("EXIF", key)
    if moment := _parsed(tags.exif.get(key, ""), source, problems):
        moment = moment.with_fraction(tags.exif.get(f"Photo.SubSecTime{kind}"))
        yield _Said(moment.with_offset(tags.exif.get(f"Photo.OffsetTime{kind}")), source)


def _xmp_dates(files: Iterable[Tags], keys: Sequence[str], problems: list[str]) -> Iterator[_Said]:
    for tags in files:
        for key in keys:
            source = tags.source("XMP", key)
            text = next(iter(tags.xmp.get(key, [])), "")
            if moment := _parsed(text, source, problems):
                yield _Said(moment, source)


def _iptc_date(tags: Tags) -> Iterator[_Said]:
    date = next(iter(tags.iptc.get("DateCreated", [])), "")
    time = next(iter(tags.iptc.get("TimeCreated", [])), "")
    moment = parse_date(f"{date}T{time}") or parse_date(date)
    if moment and not is_unset(date):
        # exiv2 says +00:00 where the file says nothing.
        offset = moment.offset_minutes or None
        yield _Said(replace(moment, offset_minutes=offset), "IPTC DateCreated")


def gps_time(files: Iterable[Tags]) -> Moment | None:
    """Return the time of the satellites, in UTC."""
    for tags in files:
        date = tags.exif.get("GPSInfo.GPSDateStamp", "").strip("\0 ")
        parts = numbers(tags.exif.get("GPSInfo.GPSTimeStamp", ""))
        moment = parse_date(next(iter(tags.xmp.get("exif.GPSTimeStamp", [])), ""))
        if len(parts) == 3 and None not in parts:
            hour, minute, second = (int(part or 0) for part in parts)
            moment = parse_date(f"{date} {hour:02}:{minute:02}:{second:02}") or moment
        if moment and moment.has_time:
            return replace(moment, offset_minutes=0)
    return None


def _with_what_others_know(possible: Sequence[_Said]) -> _Said:
    """Take the first, or one after it that says the same more exactly."""
    best = possible[0]
    for other in possible[1:]:
        more, less = other.moment.taken().local, best.moment.taken().local
        if other.is_of_another_clock or (other.is_of_saving and not best.moment.has_time):
            continue
        if more.startswith(less) and len(more) > len(less):
            best = other
    return best


def _with_offset(best: _Said, possible: Sequence[_Said], files: Sequence[Tags]) -> _Said:
    if best.moment.offset_minutes is not None or not best.moment.has_time:
        return best
    gps = gps_time(files)
    offset = _offset_between(best.moment, gps) if gps else None
    if offset is not None:
        return _with(best, offset, "GPS time")
    for other in possible:
        same = other.moment.clock == best.moment.clock
        if same and other.moment.offset_minutes is not None:
            return _with(best, other.moment.offset_minutes, other.source)
    return best


def _with(best: _Said, offset: int, source: str) -> _Said:
    moment = replace(best.moment, offset_minutes=offset)
    return _Said(moment, f"{best.source}, its offset from {source}")


def _offset_between(local: Moment, utc: Moment) -> int | None:
    """Return the offset, in minutes, that a zone may have between these two clocks."""
    ahead = local.clock - utc.clock
    minutes = round(ahead / timedelta(minutes=_QUARTER_MINUTES)) * _QUARTER_MINUTES
    if abs(ahead - timedelta(minutes=minutes)) > _CLOCK_ERROR:
        return None
    known = minutes % 30 == 0 or minutes in _ODD_OFFSETS
    return minutes if known and -12 * 60 <= minutes <= 14 * 60 else None
