"""The library at a glance: photos by year, camera, place, label, keyword and rating."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from photoapp.gui.language import tr, tr_n
from photoapp.gui.overview.bars import Amount, BarList

if TYPE_CHECKING:
    from photoapp.catalog import PhotoFilter
    from photoapp.library.browsing import Facets, Named, Place

_MOST = 8
_MOST_YEARS = 20


class OverviewPage(QScrollArea):
    """Bars for what there is most of; each leads to its photos.

    Signals:
        chosen: carries the ``PhotoFilter`` of a bar.
        left: the user goes back to the photos (Esc).

    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = QLabel(self)
        self.years = BarList(tr("Years"), tr("No photo says when it was taken."))
        self.cameras = BarList(tr("Cameras"), tr("No photo says what it was taken with."))
        self.places = BarList(tr("Places"), tr("No photo says where it was taken."))
        self.labels = BarList(tr("Labels"), tr("No photo is tagged with a label yet."))
        self.keywords = BarList(tr("Keywords"), tr("No photo has a keyword yet."))
        self.ratings = BarList(tr("Ratings"), tr("No photo is rated yet."))
        self._lists = (
            self.years,
            self.places,
            self.labels,
            self.keywords,
            self.cameras,
            self.ratings,
        )
        for each in self._lists:
            each.chosen.connect(self.chosen)
        self._lay_out()

    def show_facets(self, facets: "Facets") -> None:
        """Show what there is."""
        # Imported once there is a library.
        from photoapp.catalog.filters import PhotoFilter  # noqa: PLC0415
        from photoapp.library.browsing import Named  # noqa: PLC0415

        self.headline.setText(_headline(facets))
        recent = sorted(facets.years, key=lambda year: year.year, reverse=True)[:_MOST_YEARS]
        self.years.show_amounts(
            [
                Amount(str(y.year), y.photos, PhotoFilter(since=str(y.year), until=str(y.year)))
                for y in recent
            ]
        )
        self.cameras.show_amounts(_amounts(facets.cameras, lambda name: PhotoFilter(camera=name)))
        cities = [city for country in facets.countries for city in country.cities]
        self.places.show_amounts(_amounts(cities, lambda name: PhotoFilter(place=name)))
        labels = {label.name.casefold() for label in facets.labels}
        tagged = [Named(label.name, label.tagged) for label in facets.labels if label.tagged]
        words = [word for word in facets.keywords if word.name.casefold() not in labels]
        for bars, named in ((self.labels, tagged), (self.keywords, words)):
            bars.show_amounts(_amounts(named, lambda name: PhotoFilter(keywords=(name,))))
        self.ratings.show_amounts(
            [
                Amount("★" * stars, count, PhotoFilter(least_rating=stars, most_rating=stars))
                for stars in range(5, 0, -1)
                if (count := facets.ratings.get(stars, 0))
            ]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        page = QWidget(self)
        font = self.headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        self.headline.setFont(font)
        self.headline.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(48)
        grid.setVerticalSpacing(32)
        for place, each in enumerate(self._lists):
            grid.addWidget(each, place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(24)
        column.addWidget(self.headline)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Library at a glance"))


def _headline(facets: "Facets") -> str:
    text = tr_n("1 photo", "{n} photos", facets.total)
    if facets.years:
        first = min(year.year for year in facets.years)
        last = max(year.year for year in facets.years)
        span = tr("{first} to {last}", first=first, last=last)
        text += "  ·  " + (str(first) if first == last else span)
    if facets.countries:
        text += "  ·  " + tr_n("1 country", "{n} countries", len(facets.countries))
    return text


def _amounts(
    named: "Sequence[Named | Place]", condition: "Callable[[str], PhotoFilter]"
) -> list[Amount]:
    most = sorted(named, key=lambda each: each.photos, reverse=True)[:_MOST]
    return [Amount(each.name, each.photos, condition(each.name)) for each in most if each.name]
