"""How a model is to learn, what that takes, and the button that begins it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from photoapp.gui.language import tr
from photoapp.gui.personal.facts import CaptionFacts, Choice, MethodFacts
from photoapp.gui.personal.layout import Section, text
from photoapp.gui.personal.names_field import NamesField
from photoapp.gui.personal.texts import estimate_text, method_about, method_name
from photoapp.gui.settings.form import buttons

METHODS = ("adapter", "lora", "full")
_INDENT = 22


class ChoiceSection(Section):
    """Methods, names, and what it will take.

    Signals:
        changed: something else is chosen, for which it may take longer; carries a ``Choice``.
        asked: it is to begin; carries a ``Choice``.

    """

    changed = Signal(object)
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("How to learn"), parent)
        self._facts: dict[str, MethodFacts] = {}
        self._captions = 0
        self.methods = {method: QRadioButton(method_name(method), self) for method in METHODS}
        self.abouts = {method: text(method_about(method), quiet=True) for method in METHODS}
        self.keywords = QCheckBox(tr("Learn from &keywords and accepted labels, too"), self)
        self.names = NamesField(self)
        self.estimate = text(quiet=True)
        self.begin = QPushButton(tr("Per&sonalise"), self)
        self._lay_out()
        self._connect()
        self.methods["adapter"].setChecked(True)
        self.keywords.setChecked(True)
        self.show_methods(())

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        method = next(name for name, button in self.methods.items() if button.isChecked())
        return Choice(method, self.names.names, self.keywords.isChecked())

    def show_captions(self, facts: CaptionFacts) -> None:
        """Allow to begin where there is something to learn from."""
        self._captions = facts.captions
        self._show_estimate()

    def show_methods(self, facts: Sequence[MethodFacts]) -> None:
        """Show what the methods take, and offer those that can be used."""
        self._facts = {each.method: each for each in facts}
        for method, button in self.methods.items():
            offered = method == "adapter" or self._can(method)
            for widget in (button, self.abouts[method]):
                widget.setVisible(offered)
            if not offered and button.isChecked():
                self.methods["adapter"].setChecked(True)
        self._show_estimate()

    @property
    def _has_something(self) -> bool:
        return bool(self._captions or self.choice.names)

    def _can(self, method: str) -> bool:
        return method in self._facts and not self._facts[method].refusal

    def _show_estimate(self) -> None:
        facts = self._facts.get(self.choice.method)
        if not self._has_something:
            self.estimate.setText(tr("There is nothing to learn from yet."))
        elif facts is None:
            self.estimate.setText(tr("Finding out how long it will take…"))
        else:
            self.estimate.setText(facts.refusal or estimate_text(facts))
        can = facts is not None and not facts.refusal
        self.begin.setEnabled(can and self._has_something)
        self.begin.setDefault(self.begin.isEnabled())

    def _tell(self) -> None:
        self._show_estimate()
        self.changed.emit(self.choice)

    def _connect(self) -> None:
        for button in self.methods.values():
            button.toggled.connect(lambda on: self._show_estimate() if on else None)
        self.keywords.toggled.connect(lambda _: self._tell())
        self.names.changed.connect(self._tell)
        self.begin.clicked.connect(lambda _=False: self.asked.emit(self.choice))

    def _lay_out(self) -> None:
        for method, button in self.methods.items():
            about = self.abouts[method]
            about.setContentsMargins(_INDENT, 0, 0, 0)
            button.setAccessibleDescription(about.text())
            lines = QVBoxLayout()
            lines.setSpacing(2)
            lines.addWidget(button)
            lines.addWidget(about)
            self.column.addLayout(lines)
        self.column.addSpacing(4)
        self.column.addWidget(self.keywords)
        self.column.addSpacing(4)
        self.column.addWidget(self.names)
        self.column.addSpacing(8)
        self.column.addWidget(self.estimate)
        self.column.addLayout(buttons(self.begin))
