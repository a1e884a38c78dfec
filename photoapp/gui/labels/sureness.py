"""How sure a label is to be before it suggests a photo, and what that means."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photoapp.gui.labels.reliability_diagram import ReliabilityDiagram
from photoapp.gui.labels.sureness_texts import means_text, percent_text, rests_text
from photoapp.gui.language import tr
from photoapp.gui.search_bar.labelled_slider import MarkedSlider

if TYPE_CHECKING:
    from photoapp.library.labels import Reliability

_LEAST, _MOST, _USUAL = 50, 99, 90
# Until a person has stopped at a value.
_REST_MILLISECONDS = 400


class Sureness(QWidget):
    """A slider for the share of suggestions that are to be right; beside it how well that is met.

    Signals:
        chosen: the share asked for, 0.5 to 0.99.

    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = MarkedSlider(self)
        self.percent, self.means, self.rests = QLabel(self), QLabel(self), QLabel(self)
        self.diagram = ReliabilityDiagram(self)
        self._shown = _USUAL
        self._resting = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._resting.timeout.connect(self.keep)
        self._lay_out()
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self.keep)

    def show_precision(self, precision: float, *, force: bool = False) -> None:
        """Show the share asked for, unless another one is just being chosen."""
        if not force and (self.slider.isSliderDown() or self._resting.isActive()):
            return
        self._resting.stop()
        self._shown = min(_MOST, max(_LEAST, round(100 * precision)))
        self.slider.blockSignals(True)
        self.slider.setValue(self._shown)
        self.slider.blockSignals(False)
        self._say_percent(precision)

    def show_reliability(self, suggested: int, reliability: "Reliability | None") -> None:
        """Say what the share means now; nothing where that is not known yet."""
        for widget in (self.means, self.rests, self.diagram):
            widget.setVisible(reliability is not None)
        if reliability is not None:
            self.means.setText(means_text(suggested, reliability))
            self.rests.setText(rests_text(reliability.decisions))
            self.diagram.show_reliability(reliability)
            self.diagram.setVisible(bool(reliability.points))

    def keep(self) -> None:
        """Tell the share that was chosen, if it is another one."""
        self._resting.stop()
        if self.slider.value() != self._shown:
            self._shown = self.slider.value()
            self.chosen.emit(self._shown / 100)

    def _moved(self, value: int) -> None:
        self._say_percent(value / 100)
        if not self.slider.isSliderDown():
            self._resting.start()

    def _say_percent(self, precision: float) -> None:
        text = percent_text(precision)
        self.percent.setText(text)
        self.slider.setAccessibleDescription(text)

    def _lay_out(self) -> None:
        self.slider.usual = _USUAL
        self.slider.setRange(_LEAST, _MOST)
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(tr("How sure"))
        self.slider.setToolTip(tr("How many of the suggested photos are to be right"))
        self.percent.setMinimumWidth(self.fontMetrics().horizontalAdvance(percent_text(0.99)) + 4)
        for label in (self.means, self.rests):
            label.setWordWrap(True)
        self.rests.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.slider, 1)
        line.addWidget(self.percent)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addLayout(line)
        texts.addSpacing(4)
        texts.addWidget(self.means)
        texts.addWidget(self.rests)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(texts, 1)
        row.addWidget(self.diagram)
