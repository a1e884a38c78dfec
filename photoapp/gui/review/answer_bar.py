"""Below a photo: how sure the model is of a label, and what can be answered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.info.describing import percent
from photoapp.gui.language import number, tr
from photoapp.gui.search_bar.flow_layout import FlowLayout

if TYPE_CHECKING:
    from photoapp.library.labels import Candidate

# As many as there are digits to press.
_MOST_OTHERS = 9
_MOST_WIDTH = 640


class AnswerBar(QWidget):
    """Yes, no, or neither; where labels exclude each other, which other label it is.

    Signals:
        answered: the label is right, or wrong.
        other_chosen: it is another label of the group; carries its id.
        passed_over: the user does not know.

    """

    answered = Signal(bool)
    other_chosen = Signal(int)
    passed_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chance = QLabel(self)
        self.no = _button(self, "close")
        self.skip = _button(self, "chevron")
        self.yes = _button(self, "check")
        self.others = QWidget(self)
        self._others: tuple[tuple[int, str], ...] = ()
        self._lay_out()
        self.show_keys("Y", "N")
        self.yes.clicked.connect(lambda _checked=False: self.answered.emit(True))
        self.no.clicked.connect(lambda _checked=False: self.answered.emit(False))
        self.skip.clicked.connect(lambda _checked=False: self.passed_over.emit())

    def show_candidate(self, candidate: "Candidate | None") -> None:
        """Say how likely the label is right for a photo."""
        self.chance.setText("" if candidate is None else chance_text(candidate))
        for button in (self.no, self.skip, self.yes):
            button.setEnabled(candidate is not None)
        self.others.setEnabled(candidate is not None)

    def show_keys(self, yes: str, no: str) -> None:
        """Say which keys answer; empty where there is none."""
        for button, text, key in (
            (self.no, tr("No"), no),
            (self.skip, tr("Skip"), tr("Space")),
            (self.yes, tr("Yes"), yes),
        ):
            button.setText(tr("{what} ({key})", what=text, key=key) if key else text)
            button.setAccessibleName(text)

    def show_others(self, others: Sequence[tuple[int, str]]) -> None:
        """Offer other labels, of which a photo has one at most: their ids and names."""
        if tuple(others[:_MOST_OTHERS]) == self._others:
            return  # one of them may have the keyboard, or just be pressed
        self._others = tuple(others[:_MOST_OTHERS])
        flow = self.others.layout()
        while flow.count():
            flow.takeAt(0).widget().deleteLater()
        if self._others:
            flow.addWidget(QLabel(tr("No, it is:"), self.others))
        for place, (label_id, name) in enumerate(self._others, 1):
            flow.addWidget(self._other(place, label_id, name))
        wanted = sum(item.sizeHint().width() + 4 for item in map(flow.itemAt, range(flow.count())))
        self.others.setMaximumWidth(min(_MOST_WIDTH, wanted))
        self.others.setVisible(bool(self._others))

    def other_at(self, digit: int) -> int | None:
        """Return which other label a digit stands for, None if for none."""
        return self._others[digit - 1][0] if 1 <= digit <= len(self._others) else None

    def _other(self, place: int, label_id: int, name: str) -> QPushButton:
        shown = name.replace("&", "&&")
        button = QPushButton(tr("{n}  {name}", n=number(place), name=shown), self.others)
        button.setAccessibleName(tr("It is {label}", label=name))
        button.setFlat(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: self.other_chosen.emit(label_id))
        return button

    def _lay_out(self) -> None:
        self.chance.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.chance.setAccessibleName(tr("How sure the model is"))
        FlowLayout(self.others)
        self.others.hide()
        others = QHBoxLayout()  # in the middle, and on several lines where there is less room
        others.addStretch(1)
        others.addWidget(self.others, _MOST_WIDTH)
        others.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        for button in (self.no, self.skip, self.yes):
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.chance, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(line)
        column.addLayout(others)


def chance_text(candidate: "Candidate") -> str:
    """Return how likely a label is right for a photo, in words."""
    sure = number(percent(candidate.chance))
    if candidate.suggested:
        return tr("{n} % sure that it is", n=sure)
    return tr("{n} % sure that it is: too little to suggest it", n=sure)


def _button(parent: QWidget, drawing: str) -> QPushButton:
    button = QPushButton(parent)
    button.setIcon(icon(drawing))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
