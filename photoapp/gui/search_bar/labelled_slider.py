"""A small slider between two words, which knows where it usually stands."""

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)


class MarkedSlider(QSlider):
    """A slider with a dot at its usual place; a double click goes there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.usual: int | None = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to the usual place."""
        if self.usual is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setValue(self.usual)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint a dot below the usual place."""
        super().paintEvent(event)
        if self.usual is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawEllipse(QPointF(self._place_of(self.usual), self.height() - 2.5), 2, 2)

    def _place_of(self, value: int) -> float:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.sliderPosition = value
        handle: QRect = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        return handle.center().x() + 0.5


class LabelledSlider(QWidget):
    """A slider with a word at each end.

    Signals:
        changed: where it stands now.

    """

    changed = Signal(int)

    def __init__(
        self, name: str, left: str = "", right: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.slider = MarkedSlider(self)
        self.slider.setAccessibleName(name)
        self.slider.setFixedWidth(96)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for text in (left, right):
            label = QLabel(text, self)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label.setVisible(bool(text))
            row.addWidget(label)
        row.insertWidget(1, self.slider)
        self.slider.valueChanged.connect(self.changed)

    def set_range(self, least: int, most: int, usual: int | None = None) -> None:
        """Let it go from ``least`` to ``most``, with ``usual`` marked."""
        self.slider.usual = usual
        self.slider.setRange(least, most)
        self.slider.setSingleStep(max(1, (most - least) // 50))
        self.slider.setPageStep(max(1, (most - least) // 10))
        self.slider.update()
