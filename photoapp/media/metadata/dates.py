"""Dates as metadata writes them, and which of them can be true."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from photoapp.media.metadata.facts import Taken

_DATE = re.compile(
    r"(\d{4})(?:[-:/.](\d{1,2})(?:[-:/.](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?\s*(Z|[-+]\d\d:?\d\d)?)?)?)?\s*"
)
_OFFSET = re.compile(r"([-+])(\d\d):?(\d\d)")
_UNSET = re.compile(r"[0: \-/TZ.+]*")
# What clocks show that were never set: the zeros of Mac, Unix and DOS.
_RESET_CLOCKS = frozenset(["1904-01-01T00:00:00", "1970-01-01T00:00:00", "1980-01-01T00:00:00"])
_FIRST_PHOTOGRAPH = datetime(1826, 1, 1)
_MOST_DIGITS = 6


@dataclass(frozen=True)
class Moment:
    """A date and time of a clock somewhere; ``digits`` are those of the second's fraction."""

    clock: datetime
    has_time: bool = True
    digits: str = ""
    offset_minutes: int | None = None

    def taken(self) -> Taken:
        """Return it as a fact."""
        if not self.has_time:
            return Taken(self.clock.date().isoformat(), self.offset_minutes)
        fraction = f".{self.digits}" if self.digits else ""
        return Taken(self.clock.isoformat() + fraction, self.offset_minutes)

    def with_fraction(self, text: str | None) -> "Moment":
        """Add the digits of EXIF's SubSecTime tags."""
        digits = (text or "").strip()
        known = self.has_time and digits.isdigit() and digits.isascii()
        return replace(self, digits=digits[:_MOST_DIGITS]) if known else self

    def with_offset(self, text: str | None) -> "Moment":
        """Add the offset of EXIF's OffsetTime tags."""
        return replace(self, offset_minutes=parse_offset(text)) if text else self


def parse_date(text: str) -> Moment | None:
    """Read a date of EXIF, XMP or IPTC; None where it is not one, or no day of any calendar."""
    match = _DATE.fullmatch(text.strip("\0 "))
    if match is None:
        return None
    year, month, day, hour, minute, second, digits, offset = match.groups()
    date = (int(year), int(month or 1), int(day or 1))
    if hour is not None:
        time = (int(hour), int(minute), int(second or 0))
        if clock := _clock(*date, *time):
            return Moment(clock, True, (digits or "")[:_MOST_DIGITS], parse_offset(offset))
    # Where only the time of day is impossible, the day is still known.
    clock = _clock(*date)
    return Moment(clock, has_time=False) if clock else None


def _clock(*parts: int) -> datetime | None:
    try:
        return datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        return None


def parse_offset(text: str | None) -> int | None:
    """Return minutes ahead of UTC, of "+02:00" or "Z"; None for what no clock keeps."""
    if text is None:
        return None
    if text.strip() == "Z":
        return 0
    match = _OFFSET.fullmatch(text.strip("\0 "))
    if match is None or int(match[3]) > 59:
        return None
    minutes = int(match[1] + "1") * (int(match[2]) * 60 + int(match[3]))
    return minutes if -12 * 60 <= minutes <= 14 * 60 else None


def of_timestamp(seconds: float, in_this_zone: bool = False) -> Moment | None:
    """Return the moment of a Unix time: in UTC, or as a clock in this machine's zone shows it."""
    try:
        clock = datetime.fromtimestamp(seconds, UTC)
        if in_this_zone:
            clock = clock.astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    offset = clock.utcoffset() or timedelta()
    plain = clock.replace(tzinfo=None, microsecond=0)
    return Moment(plain, offset_minutes=round(offset.total_seconds() / 60))


def is_unset(text: str) -> bool:
    """Tell whether a tag holds what stands for no date: zeros or blanks."""
    return _UNSET.fullmatch(text) is not None


def is_possible(moment: Moment, now: datetime) -> bool:
    """Tell whether a photo may have been taken then; ``now`` is UTC, without its zone."""
    text = moment.clock.isoformat()
    if text in _RESET_CLOCKS and moment.has_time:
        return False
    return _FIRST_PHOTOGRAPH <= moment.clock <= now + timedelta(days=1)
