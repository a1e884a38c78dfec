"""Labels as the library tells of them, made up."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from photoapp.catalog.labels import Label
from photoapp.library.labels import LabelCard
from photoapp.tagging.calibration import Reliability


class Thumbnails(QObject):
    """Grey pictures of all photos, once they are ``there``."""

    changed = Signal(int)
    there = True

    def picture(self, _photo_id: int) -> QPixmap | None:
        if not self.there:
            return None
        pixmap = QPixmap(40, 30)
        pixmap.fill("grey")
        return pixmap

    def want(self, _photo_ids: object) -> None:
        """They are there."""

    def forget(self, _photo_ids: object) -> None:
        """They are there."""


def label(
    label_id: int,
    name: str,
    *,
    phrases: tuple[str, ...] = (),
    parent_id: int | None = None,
    group: str = "",
    precision: float = 0.9,
) -> Label:
    return Label(label_id, name, phrases, parent_id, group, precision)


def card(
    shown: Label,
    *,
    tagged: int = 0,
    suggested: int = 0,
    accepted: int | None = None,
    rejected: int = 0,
    pictures: tuple[Path, ...] = (),
) -> LabelCard:
    accepted = tagged if accepted is None else accepted
    return LabelCard(shown, tagged, suggested, accepted, rejected, pictures)


def reliability(
    *,
    asked: float = 0.95,
    threshold: float | None = 0.9,
    expected: float | None = 0.92,
    low: float | None = 0.83,
    high: float | None = 0.98,
    recall: float | None = 0.6,
    decisions: int = 3,
    points: tuple[tuple[float, float, int], ...] = ((0.2, 0.1, 4), (0.6, 0.5, 9), (0.93, 0.96, 22)),
) -> Reliability:
    return Reliability(asked, threshold, expected, low, high, recall, decisions, points)
