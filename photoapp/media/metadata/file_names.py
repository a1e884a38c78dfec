"""Dates in files' names, as phones, messengers and screenshots write them."""

import re
from datetime import datetime

from photoapp.media.metadata.dates import Moment, of_timestamp

# 20190412_192449, 2018-04-12 19_24_49, 2019-04-12 at 7.24.49 PM, IMG-20190412-WA0001
_DATED = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)(?P<between>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=between)"
    r"(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:(?:[-_ T.]{0,3}|\s(?:at|um|à|a las|alle)\s)(?P<hour>[01]?\d|2[0-3])"
    r"(?P<apart>[-_.:h]?)(?P<minute>[0-5]\d)(?P=apart)(?P<second>[0-5]\d)"
    r"(?P<digits>\d{3})?(?!\d)(?:\s(?P<half>[AP]M))?)?",
    re.IGNORECASE,
)
# Messengers name files by the milliseconds since 1970: FB_IMG_1555096489123, mmexport1555096489123.
_MILLISECONDS = re.compile(r"(?<!\d)(1\d{12})(?!\d)")


def date_in_name(name: str) -> Moment | None:
    """Return when a file was made by its name, None if the name says nothing of it."""
    for match in _DATED.finditer(name):
        if moment := _moment(match, name):
            return moment
    milliseconds = _MILLISECONDS.search(name)
    return of_timestamp(int(milliseconds[1]) / 1000) if milliseconds else None


def _moment(match: re.Match[str], name: str) -> Moment | None:
    part = match.groupdict()
    if part["hour"] is None and name[match.end() : match.end() + 1].isdigit():
        return None  # a longer number that only begins like a date
    hour = int(part["hour"] or 0)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].upper() == "PM" else 0)
    try:
        day = datetime(int(part["year"]), int(part["month"]), int(part["day"]))
    except ValueError:
        return None
    clock = day.replace(hour=hour, minute=int(part["minute"] or 0), second=int(part["second"] or 0))
    # Pixel phones name their photos in UTC.
    offset = 0 if name.startswith("PXL_") and part["hour"] else None
    return Moment(clock, part["hour"] is not None, part["digits"] or "", offset)
