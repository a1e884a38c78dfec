"""How sure a photo must be to be shown among the likely ones."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from photoapp.gui.language import tr
from photoapp.gui.search_bar.labelled_slider import LabelledSlider

_STEPS = 100


class CutOffSlider(LabelledSlider):
    """Strict at the left, loose at the right.

    Signals:
        cut_off_changed: the chance, from 0 to 1, below which photos are "probably not".

    """

    cut_off_changed = Signal(float)

    def __init__(self, usual: float = 0.5, parent: QWidget | None = None) -> None:
        name = tr("How well photos must match; a double click goes back to the usual")
        super().__init__(name, tr("Strict"), tr("Loose"), parent)
        self.set_range(0, _STEPS)
        self.set_usual(usual)
        self.show_cut_off(usual)
        self.changed.connect(lambda _: self.cut_off_changed.emit(self.cut_off))

    @property
    def cut_off(self) -> float:
        """The chance below which photos are "probably not"."""
        return 1 - self.slider.value() / _STEPS

    def set_usual(self, chance: float) -> None:
        """Mark the usual cut-off."""
        self.slider.usual = round((1 - chance) * _STEPS)
        self.slider.update()

    def show_cut_off(self, chance: float) -> None:
        """Stand at a cut-off; nothing is told of it."""
        self.slider.blockSignals(True)
        self.slider.setValue(round((1 - chance) * _STEPS))
        self.slider.blockSignals(False)
        self.slider.update()
