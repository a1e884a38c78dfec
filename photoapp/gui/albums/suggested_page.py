"""The page of suggested albums: journeys, and days with many photos."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from photoapp.gui.albums.suggested_card import SuggestedCard
from photoapp.gui.language import tr, tr_n
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader

if TYPE_CHECKING:
    from photoapp.library.events import Event


class SuggestedPage(QScrollArea):
    """A card for each event, the latest first.

    Signals:
        created: an album is wanted; carries the ``Event`` and the name.
        dismissed: none is; carries the ``Event``.
        left: the user goes back to the photos (Esc).

    """

    created = Signal(object, str)
    dismissed = Signal(object)
    left = Signal()

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.cards: list[SuggestedCard] = []
        self.headline = QLabel(tr("Suggested Albums"), self)
        self.about = QLabel(self)
        self._wanting = QTimer(self, singleShot=True, interval=0)
        self._wanting.timeout.connect(self._want_in_sight)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._wanting.start())
        self._lay_out()
        self.show_looking()

    def show_looking(self) -> None:
        """Say that events are being looked for, unless some are shown."""
        if not self.cards:
            self.about.setText(tr("Looking for events among your photos…"))

    def show_events(self, events: "Sequence[Event]", undated: int) -> None:
        """Show events; cards of those that are there stay, with what was typed into them.

        ``undated`` counts the photos that do not say when they were taken.
        """
        self.about.setText(_about(len(events), undated))
        before = {card.event_shown: card for card in self.cards}
        self.cards = [before.pop(event, None) or self._card(event) for event in events]
        for card in before.values():
            card.hide()
            card.deleteLater()
        for place, card in enumerate(self.cards):
            card.show_waiting(False)
            self._column.insertWidget(place, card)
            card.show()
        self._wanting.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show photos for the room there is."""
        super().resizeEvent(event)
        self._wanting.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load photos again, which another page may have displaced."""
        super().showEvent(event)
        self._wanting.start()

    def _card(self, event: "Event") -> SuggestedCard:
        card = SuggestedCard(event, self._thumbnails, self.widget())
        card.created.connect(lambda event, name: self._answered(card, self.created, event, name))
        card.dismissed.connect(lambda event: self._answered(card, self.dismissed, event))
        return card

    def _answered(self, card: SuggestedCard, signal: Signal, *carried: object) -> None:
        card.show_waiting(True)
        place = self.cards.index(card)
        others = self.cards[place + 1 :] or self.cards[:place][::-1]
        (others[0].create if others else self).setFocus()  # where it was will be gone
        signal.emit(*carried)

    def _want_in_sight(self) -> None:
        """Load the photos of the cards in sight, and of the next screen's."""
        top = self.verticalScrollBar().value()
        bottom = top + 2 * self.viewport().height()
        self._thumbnails.want(
            photo_id
            for card in self.cards
            if card.y() <= bottom and card.y() + card.height() >= top
            for photo_id in card.photos.photo_ids
        )

    def _lay_out(self) -> None:
        page = QWidget(self)
        font = self.headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        self.headline.setFont(font)
        self.about.setWordWrap(True)
        self.about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(4)
        column.addWidget(self.headline)
        column.addWidget(self.about)
        column.addSpacing(20)
        self._column = QVBoxLayout()
        self._column.setSpacing(28)
        column.addLayout(self._column)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Suggested albums"))


def _about(events: int, undated: int) -> str:
    if events:
        text = tr("Journeys, and days with many photos, by when and where they were taken.")
    else:
        text = tr(
            "No journeys and no days with many photos were found that you have no album of yet."
        )
    if undated:
        left_out = tr_n(
            "1 photo is left out: it does not say when it was taken.",
            "{n} photos are left out: they do not say when they were taken.",
            undated,
        )
        text = f"{text} {left_out}"
    return text
