"""What an event is called, in the user's language."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.library.events import Event


def event_name(event: "Event") -> str:
    """Return, say, "12-14 May 2024, Lisbon: beach, food", with the right dash."""
    name = days_text(*event.days)
    if event.place:
        name = tr("{when}, {place}", when=name, place=event.place)
    if event.labels:
        name = tr("{name}: {labels}", name=name, labels=", ".join(event.labels))
    return name


def days_text(first: date, last: date) -> str:
    """Return some days in a row as people write them."""
    end = _written(last, _day())
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return tr("{first}\N{EN DASH}{last}", first=_written(first, tr("d")), last=end)
    start = _written(first, tr("d MMMM") if first.year == last.year else _day())
    return tr("{first} \N{EN DASH} {last}", first=start, last=end)


def _day() -> str:
    # How a day is written, as QLocale.toString reads it; German writes "d. MMMM yyyy".
    return tr("d MMMM yyyy")


def _written(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
