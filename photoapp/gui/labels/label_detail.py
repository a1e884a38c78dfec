"""One label: what it is called and means, how sure it is to be, and its examples."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.info.heading import heading
from photoapp.gui.labels.example_photos import ExamplePhotos, is_welcome, tell_dropped
from photoapp.gui.labels.family import may_be_parents
from photoapp.gui.labels.fields import LineField, LinesField
from photoapp.gui.labels.sureness import Sureness
from photoapp.gui.language import tr, tr_n
from photoapp.gui.search_bar.flow_layout import FlowLayout
from photoapp.gui.viewer.shown_photos import Thumbnails

if TYPE_CHECKING:
    from photoapp.library.labels import LabelCard, Reliability

_MOST_WIDTH = 720
_PHRASE_LINES = 3
_LEAST_FIELD = 20  # characters


class LabelDetail(QScrollArea):
    """Shows a label and lets it be changed; what is written is kept when its field is left.

    Signals:
        changed: the label's id, and what is to be different: a dict of the names that
            ``Labels.change`` has.
        review_asked, photos_asked, suggestions_asked, deleted: carry the label's id.
        files_asked: pictures are to be chosen as examples; carries the label's id.
        photos_dropped, files_dropped: the label's id, and ids of photos or paths.
        examples_removed: the label's id, ids of photos and paths.

    """

    changed = Signal(int, dict)
    review_asked = Signal(int)
    photos_asked = Signal(int)
    suggestions_asked = Signal(int)
    deleted = Signal(int)
    files_asked = Signal(int)
    photos_dropped = Signal(int, list)
    files_dropped = Signal(int, list)
    examples_removed = Signal(int, list, list)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: LabelCard | None = None
        self._parents: list[tuple[str, int | None]] = []
        self.name = LineField(tr("Name"), self)
        self.phrases = LinesField(tr("In other words"), self)
        self.parent_label = QComboBox(self)
        self.group = LineField(tr("Exclusive group"), self)
        self.sureness = Sureness(self)
        self.examples = ExamplePhotos(thumbnails, self)
        self.none_yet = QLabel(self)
        self._groups = QStringListModel(self)
        self._make_buttons()
        self._lay_out()
        self._connect()

    @property
    def label_id(self) -> int | None:
        """The label that is shown."""
        return None if self._card is None else self._card.label.id

    def show_card(self, card: "LabelCard", cards: "Sequence[LabelCard]") -> None:
        """Show one of some labels. What is being written for the same one stays."""
        another = self._card is None or self._card.label.id != card.label.id
        if another:
            self.keep()
        self._card, label = card, card.label
        self.name.show_text(label.name, force=another)
        self.phrases.show_lines(label.phrases, force=another)
        self.group.show_text(label.group, force=another)
        self._groups.setStringList(sorted({c.label.group for c in cards} - {""}))
        self._show_parents(card, cards)
        self.sureness.show_precision(label.precision, force=another)
        if another:
            self.sureness.show_reliability(0, None)
            self.show_examples([])
            self.verticalScrollBar().setValue(0)
        self._show_counts(card)

    def show_reliability(self, reliability: "Reliability") -> None:
        """Say how right the shown label's suggestions are."""
        if self._card is not None:
            self.sureness.show_reliability(self._card.suggested, reliability)

    def show_examples(self, photo_ids: Sequence[int]) -> None:
        """Show photos that have the label, and its pictures from elsewhere."""
        pictures = () if self._card is None else self._card.pictures
        self.examples.show_examples(photo_ids, pictures)
        self.none_yet.setVisible(not (photo_ids or pictures))
        self._allow_removal()

    def keep(self) -> None:
        """Tell what was written, if anything was."""
        for part in (self.name, self.phrases, self.group, self.sureness):
            part.keep()

    def forget(self) -> None:
        """Show no label: what was written for it is of no more use."""
        self._card = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome photos: they are to be examples."""
        if self._card is not None and is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on what was dropped."""
        event.acceptProposedAction()
        data = event.mimeData()
        tell_dropped(data, self.examples.photos_dropped, self.examples.files_dropped)

    def _show_parents(self, card: "LabelCard", cards: "Sequence[LabelCard]") -> None:
        combo = self.parent_label
        labels = may_be_parents(card.label, [each.label for each in cards])
        offered = [(tr("None"), None), *((label.name, label.id) for label in labels)]
        if offered != self._parents:  # else somebody may just be choosing
            self._parents = offered
            combo.clear()
            for name, label_id in offered:
                combo.addItem(name, label_id)
        combo.setCurrentIndex(max(0, combo.findData(card.label.parent_id)))

    def _show_counts(self, card: "LabelCard") -> None:
        self.counts.setText(
            "  ·  ".join(
                (
                    tr_n("1 photo has it", "{n} photos have it", card.tagged),
                    tr_n("1 suggested", "{n} suggested", card.suggested),
                    tr_n("1 rejected", "{n} rejected", card.rejected),
                )
            )
        )
        self.suggestions.setEnabled(bool(card.suggested))
        self.photos.setEnabled(bool(card.suggested or card.tagged))

    def _allow_removal(self) -> None:
        self.remove.setEnabled(bool(self.examples.selectedItems()))

    def _remove(self) -> None:
        photos, pictures = self.examples.chosen_photos(), self.examples.chosen_pictures()
        self._tell(self.examples_removed, photos, pictures)

    def _tell(self, signal: object, *values: object) -> None:
        if self._card is not None:
            signal.emit(self._card.label.id, *values)

    def _make_buttons(self) -> None:
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        self.counts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.review = QPushButton(tr("&Review…"), self)
        self.review.setToolTip(tr("Say yes or no to photos, those first that teach most"))
        self.photos = QPushButton(tr("&Photos"), self)
        self.photos.setToolTip(tr("Show the photos that have it, and those suggested"))
        self.suggestions = QPushButton(tr("&Suggestions"), self)
        self.suggestions.setToolTip(tr("Show the photos it is suggested for"))
        self.delete = QPushButton(tr("&Delete"), self)
        self.delete.setToolTip(tr("The photos keep their keyword"))
        self.add = QPushButton(tr("&Add Pictures…"), self)
        self.remove = QPushButton(tr("Re&move"), self)
        self.remove.setToolTip(tr("What is chosen is no example any more; photos lose the label"))

    def _connect(self) -> None:
        def change(**values: object) -> None:
            self._tell(self.changed, values)

        self.name.kept.connect(self._rename)
        self.phrases.kept.connect(lambda lines: change(phrases=tuple(lines)))
        self.group.kept.connect(lambda text: change(group=text))
        self.parent_label.activated.connect(
            lambda _: change(parent=self.parent_label.currentData())
        )
        self.sureness.chosen.connect(lambda share: change(precision=share))
        for button, signal in (
            (self.review, self.review_asked),
            (self.photos, self.photos_asked),
            (self.suggestions, self.suggestions_asked),
            (self.delete, self.deleted),
            (self.add, self.files_asked),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._tell(signal))
        self.remove.clicked.connect(self._remove)
        self.examples.removal_asked.connect(self._remove)
        self.examples.itemSelectionChanged.connect(self._allow_removal)
        self.examples.photos_dropped.connect(lambda ids: self._tell(self.photos_dropped, ids))
        self.examples.files_dropped.connect(lambda paths: self._tell(self.files_dropped, paths))

    def _rename(self, name: str) -> None:
        if name:
            self._tell(self.changed, {"name": name})
        elif self._card is not None:  # a label without a name is none
            self.name.show_text(self._card.label.name, force=True)

    def _lay_out(self) -> None:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.counts)
        column.addLayout(_row(self.review, self.photos, self.suggestions, self.delete))
        column.addSpacing(8)
        column.addLayout(self._form())
        column.addSpacing(8)
        column.addWidget(heading(tr("How sure"), page))
        column.addWidget(self.sureness)
        column.addSpacing(8)
        column.addWidget(heading(tr("Examples"), page))
        column.addWidget(self.none_yet)
        column.addWidget(self.examples)
        column.addLayout(_row(self.add, self.remove))
        column.addStretch(1)
        page.setMaximumWidth(_MOST_WIDTH)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Label"))

    def _form(self) -> QFormLayout:
        self.phrases.setPlaceholderText(
            tr("Say it in other words, one a line:\nmy cat Shrek\nan orange cat")
        )
        line = self.fontMetrics().lineSpacing()
        self.phrases.setFixedHeight(_PHRASE_LINES * line + 2 * 8 + 2)
        self.group.setPlaceholderText(tr("None: it goes with all others"))
        self.group.setToolTip(tr("Labels of one group exclude each other: “photo”, “screenshot”"))
        completer = QCompleter(self._groups, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.group.setCompleter(completer)
        self.parent_label.setAccessibleName(tr("Belongs to"))
        self.none_yet.setText(tr("Drop photos or pictures here that show what you mean."))
        self.none_yet.setWordWrap(True)
        self.none_yet.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for text, field in (
            (tr("Name"), self.name),
            (tr("In other words"), self.phrases),
            (tr("Belongs to"), self.parent_label),
            (tr("Exclusive group"), self.group),
        ):
            field.setMinimumWidth(_LEAST_FIELD * self.fontMetrics().averageCharWidth())
            form.addRow(text, field)
        return form


def _row(*buttons: QPushButton) -> FlowLayout:
    row = FlowLayout()
    for button in buttons:
        button.setAutoDefault(False)
        row.addWidget(button)
    return row
