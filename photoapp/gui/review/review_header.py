"""The lines above the photos of a review: what is asked, and how far it has come."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.language import tr, tr_n

_ICON = QSize(20, 20)


class ReviewHeader(QWidget):
    """The question, how many are answered and how many wait, and buttons.

    Signals:
        back_asked: the user is done.
        many_asked: many photos are to be shown, or one; carries which.

    """

    back_asked = Signal()
    many_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = QLabel(self)
        self.counts = QLabel(self)
        self.remark = QLabel(self)
        self._back = _button(self, "back", tr("Back to the photos"))
        self.many = _button(self, "grid", tr("Many at once"))
        self._name = ""
        self._lay_out()

    def show_label(self, name: str) -> None:
        """Ask about a label."""
        self._name = name
        self._ask()
        self.show_tagging(on=False)

    def show_counts(self, decided: int, suggested: int) -> None:
        """Show how many photos are decided, and how many suggestions are left."""
        left = tr_n("1 suggestion left", "{n} suggestions left", suggested)
        left = left if suggested else tr("no suggestion left")
        self.counts.setText(f"{tr_n('1 decided', '{n} decided', decided)}  ·  {left}")

    def show_many(self, on: bool) -> None:
        """Ask about many photos at once, or about one."""
        self.many.setChecked(on)
        self._ask()
        self.show_tagging(on=False)

    def show_tagging(self, on: bool) -> None:
        """Say that what was answered is being learned from."""
        order = tr("Likeliest first") if self.many.isChecked() else tr("What teaches most first")
        self.remark.setText(tr("Learning…") if on else order)

    def _ask(self) -> None:
        if not self._name:  # it is known in a moment
            self.question.setText("")
            return
        one = tr("Is this “{label}”?", label=self._name)
        many = tr("Which of these are “{label}”?", label=self._name)
        self.question.setText(many if self.many.isChecked() else one)

    def _lay_out(self) -> None:
        font = self.question.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self.question.setFont(font)
        for label in (self.question, self.counts, self.remark):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(1)  # a long name must not widen the window
        for label in (self.counts, self.remark):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.counts.setAccessibleName(tr("Progress"))
        self.many.setCheckable(True)
        self._back.clicked.connect(lambda _checked=False: self.back_asked.emit())
        self.many.clicked.connect(self.many_asked)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._back, 0, 0)
        grid.addWidget(self.question, 0, 1)
        grid.addWidget(self.many, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.counts, 1, 1)
        grid.addWidget(self.remark, 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)


def _button(parent: QWidget, drawing: str, name: str) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(drawing))
    button.setIconSize(_ICON)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
