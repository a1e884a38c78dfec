"""The information panel: what is known of the selected photos, and what can be said of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPalette, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.info.belongings import Belongings
from photoapp.gui.info.caption_field import CaptionField
from photoapp.gui.info.fact_line import breakable
from photoapp.gui.info.flags_and_colors import color_buttons, flag_buttons
from photoapp.gui.info.heading import heading
from photoapp.gui.info.keyword_editor import KeywordEditor
from photoapp.gui.info.preview import Preview
from photoapp.gui.info.seen import SeenFacts
from photoapp.gui.info.shared import Shared, shared_of
from photoapp.gui.info.stars import Stars
from photoapp.gui.info.suggested_labels import SuggestedLabels
from photoapp.gui.language import tr, tr_n
from photoapp.gui.search_bar.flow_layout import FlowLayout

if TYPE_CHECKING:
    from photoapp.library.browsing import PhotoDetails, Why


class InfoPanel(QScrollArea):
    """Shows one photo, what several have in common, or a hint where none is selected.

    What is given goes to all photos that are shown. What is being written stays when the same
    photos are shown anew.

    Signals:
        rated: ids, and a rating from 0 to 5.
        flagged: ids, and "pick", "reject" or "none".
        colored: ids, and a colour label or "none".
        caption_changed: ids, and the caption that was written.
        keywords_added: ids, and the words to add.
        keyword_removed: ids, and the word to remove.
        suggestion_accepted: ids, and the id of a label that was suggested for them.
        suggestion_rejected: ids, and the id of a label that they are not to have.
        keyword_chosen: a word whose photos are to be shown.
        album_chosen: the name of an album that is to be shown.
        file_asked: the path of a file to show in the file manager.
        left: the keyboard goes back to the photos.

    """

    rated = Signal(list, int)
    flagged = Signal(list, str)
    colored = Signal(list, str)
    caption_changed = Signal(list, str)
    keywords_added = Signal(list, list)
    keyword_removed = Signal(list, str)
    suggestion_accepted = Signal(list, int)
    suggestion_rejected = Signal(list, int)
    keyword_chosen = Signal(str)
    album_chosen = Signal(str)
    file_asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo_ids: list[int] = []
        self.hint = _hint(self)
        self.preview = Preview(self)
        self.name = QLabel(self)
        self.stars = Stars(self)
        self.flags = flag_buttons(self)
        self.colors = color_buttons(self)
        self.caption = CaptionField(self)
        self.keywords = KeywordEditor(self)
        self.suggested = SuggestedLabels(self)
        self.seen = SeenFacts(self)
        self.belongings = Belongings(self)
        self._page = QWidget(self)
        self._lay_out()
        self._connect()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no photo is selected."""
        self.caption.keep()
        self.photo_ids = []
        self._page.hide()
        self.hint.show()

    def show_photo(self, details: "PhotoDetails") -> None:
        """Show a photo: what is known of it, and what people say of it."""
        self._show_shared([details.photo_id], shared_of(details))
        self.suggested.show_suggestions(details.suggestions)
        self._show_name(details.name)
        self.preview.show()
        self.seen.show_details(details)
        self.belongings.show_details(details)

    def show_photos(self, photo_ids: Sequence[int], shared: Shared) -> None:
        """Show what several photos have in common."""
        self._show_shared(photo_ids, shared)
        self.suggested.show_suggestions(())
        self._show_name(tr_n("1 photo selected", "{n} photos selected", len(photo_ids)))
        self.preview.hide()
        self.seen.show_details(None)
        self.belongings.show_details(None)

    def show_preview(self, photo_id: int, picture: QPixmap | None) -> None:
        """Show a photo's picture, if it is the photo that is shown."""
        if self.photo_ids == [photo_id]:
            self.preview.show_picture(picture)

    def show_why(self, photo_id: int, why: "Why | None") -> None:
        """Show why the photo matched, if it is the photo that is shown."""
        if self.photo_ids == [photo_id]:
            self.belongings.show_why(why)

    def show_known_keywords(self, words: Sequence[str]) -> None:
        """Complete keywords by these."""
        self.keywords.show_known(words)

    def begin_keyword(self) -> None:
        """Take the keyboard, ready for a keyword."""
        self.keywords.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_caption(self) -> None:
        """Take the keyboard, ready for a caption."""
        self.caption.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a width that most facts fit into."""
        return QSize(36 * self.fontMetrics().averageCharWidth(), super().sizeHint().height())

    def _show_shared(self, photo_ids: Sequence[int], shared: Shared) -> None:
        self.caption.show_caption(photo_ids, shared.caption)
        if list(photo_ids) != self.photo_ids:
            self.keywords.field.clear()
            self.belongings.show_why(None)
            self.preview.show_picture(None)
            self.verticalScrollBar().setValue(0)
        self.photo_ids = list(photo_ids)
        self.stars.show_rating(shared.rating)
        self.flags.show_chosen(shared.flag)
        self.colors.show_chosen(shared.color)
        self.keywords.show_keywords(shared.keywords, shared.photos)
        self.hint.hide()
        self._page.show()

    def _show_name(self, name: str) -> None:
        self.name.setText(breakable(name))
        self.name.setAccessibleName(name)

    def _connect(self) -> None:
        self.stars.rated.connect(lambda rating: self.rated.emit(self.photo_ids, rating))
        self.flags.chosen.connect(lambda flag: self.flagged.emit(self.photo_ids, flag))
        self.colors.chosen.connect(lambda color: self.colored.emit(self.photo_ids, color))
        self.caption.changed.connect(self.caption_changed)
        self.caption.left.connect(self.left)
        self.keywords.left.connect(self.left)
        self.keywords.added.connect(lambda words: self.keywords_added.emit(self.photo_ids, words))
        self.keywords.removed.connect(lambda word: self.keyword_removed.emit(self.photo_ids, word))
        self.keywords.chosen.connect(self.keyword_chosen)
        self.suggested.accepted.connect(
            lambda label: self.suggestion_accepted.emit(self.photo_ids, label)
        )
        self.suggested.rejected.connect(
            lambda label: self.suggestion_rejected.emit(self.photo_ids, label)
        )
        self.belongings.album_chosen.connect(self.album_chosen)
        self.belongings.file_asked.connect(self.file_asked)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Information"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setWordWrap(True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.name.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self._fill(QVBoxLayout(self._page))
        both = QWidget(self)
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.hint)
        column.addWidget(self._page)
        self.setWidget(both)

    def _fill(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.preview)
        column.addWidget(self.name)
        marks = FlowLayout()
        for widget in (self.stars, self.flags, self.colors):
            marks.addWidget(widget)
        column.addLayout(marks)
        column.addWidget(self.seen)
        column.addWidget(heading(tr("Caption"), self))
        column.addWidget(self.caption)
        column.addWidget(heading(tr("Keywords"), self))
        column.addWidget(self.keywords)
        column.addWidget(self.suggested)
        column.addWidget(self.belongings)
        column.addStretch(1)


def _hint(parent: QWidget) -> QLabel:
    label = QLabel(tr("Select photos to see what is known of them."), parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setMargin(24)
    return label
