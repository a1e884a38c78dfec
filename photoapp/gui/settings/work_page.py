"""How photoapp works: what the model runs on, and when work waits."""

from typing import TYPE_CHECKING, get_args

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QWidget

from photoapp.gui.language import tr
from photoapp.gui.settings.form import Choice, Number, column, form, note
from photoapp.gui.settings.source import SettingsSource
from photoapp.settings import Device, Precision

if TYPE_CHECKING:
    from photoapp.settings import Settings

_INDENT = 24
# As settings.py allows them.
_MOST_CORES, _HOTTEST = 1024, 120
_DEGREES = 5
_NAMES = {
    "cuda": "NVIDIA (CUDA)",
    "mps": "Apple (MPS)",
    "xpu": "Intel (XPU)",
    "float32": "float32",
    "bfloat16": "bfloat16",
    "float16": "float16",
}


class WorkPage(QWidget):
    """When photos are looked at, and with what."""

    def __init__(self, source: SettingsSource) -> None:
        super().__init__()
        self._source = source
        self.idle = QCheckBox(tr("Only while nobody &uses the computer"))
        self.battery = QCheckBox(tr("Rest while the computer runs on its &battery"))
        self.versions = QCheckBox(tr("Tell when there is a new &version of photoapp"))
        self.device = self._choice("device", tr("Model runs on"), get_args(Device))
        self.precision = self._choice("precision", tr("Precision"), get_args(Precision))
        self.cores, self.warmest = self._of_training()
        self._lay_out()
        self.idle.clicked.connect(lambda on: source.change(work="idle" if on else "always"))
        self.battery.clicked.connect(lambda on: source.change(pause_on_battery=on))
        self.versions.clicked.connect(lambda on: source.change(new_versions=on))

    def show_settings(self, settings: "Settings") -> None:
        """Show what is set."""
        self.idle.setChecked(settings.work == "idle")
        self.battery.setChecked(settings.pause_on_battery)
        self.versions.setChecked(settings.new_versions)
        self.device.show_value(settings.device)
        self.precision.show_value(settings.precision)
        self.cores.show_value(settings.training_cores)
        self.warmest.show_value(settings.training_warmest)

    def _choice(self, setting: str, name: str, values: tuple[str, ...]) -> Choice:
        own = {"auto": tr("What is fastest"), "cpu": tr("The processor")}
        texts = [(value, own.get(value) or _NAMES[value]) for value in values]
        return Choice(name, texts, lambda value: self._source.change(**{setting: value}))

    def _of_training(self) -> tuple[Number, Number]:
        change = self._source.change
        uses, rests = tr("Processors for training"), tr("Training rests above")
        cores = Number(uses, 0, _MOST_CORES, lambda n: change(training_cores=n))
        cores.setSpecialValueText(tr("All"))
        warmest = Number(rests, 0, _HOTTEST, lambda n: change(training_warmest=n))
        warmest.setSingleStep(_DEGREES)
        warmest.setSuffix(tr(" °C"))
        warmest.setSpecialValueText(tr("No limit"))
        return cores, warmest

    def _lay_out(self) -> None:
        layout = column(self)
        layout.addWidget(self.idle)
        waited = tr("New photos are looked at once nobody has touched keys or mouse for 2 minutes.")
        layout.addWidget(_indented(note(waited)))
        layout.addWidget(self.battery)
        layout.addWidget(_indented(note(tr("Searching goes on in either case."))))
        layout.addSpacing(16)
        fields = form()
        fields.addRow(tr("Model runs on"), self.device)
        fields.addRow(tr("Precision"), self.precision)
        layout.addLayout(fields)
        layout.addWidget(note(tr("These two hold from the next start of photoapp.")))
        layout.addSpacing(16)
        layout.addLayout(self._training_fields())
        layout.addWidget(
            note(
                tr(
                    "These two hold from the next training. How warm it is, some computers do not "
                    "tell."
                )
            )
        )
        layout.addSpacing(16)
        layout.addWidget(self.versions)
        layout.addWidget(_indented(note(_asks())))
        layout.addStretch(1)

    def _training_fields(self) -> QFormLayout:
        fields = form()
        for field in (self.cores, self.warmest):
            fields.addRow(field.accessibleName(), field)
        return fields


def _asks() -> str:
    from photoapp.releases import ADDRESS  # noqa: PLC0415 - when the settings are wanted

    return tr(
        "It asks {address} for that, once a day at most, and sends nothing of yours along. Unless "
        "you switch this on or fetch a model, photoapp uses no network.",
        address=ADDRESS,
    )


def _indented(label: QLabel) -> QLabel:
    """Put a remark below the words of the tick above it."""
    label.setContentsMargins(_INDENT, 0, 0, 8)
    return label
