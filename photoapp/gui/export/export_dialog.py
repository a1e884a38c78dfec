"""The dialog that asks where to export photos to, and how."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.export.choice import ExportChoice, example_name, keep_choice, last_choice
from photoapp.gui.language import number, tr, tr_n
from photoapp.gui.settings.form import indent

_EDGES = (4096, 2560, 2048, 1600, 1200, 800)
_NAMES = ("{name}", "{date} {name}", "{number}", "{date} {number}")
_LEAST_WIDTH = 36  # in letters


class ExportDialog(QDialog):
    """Asks how photos are to be exported, and remembers it.

    Signals:
        chosen: an ``ExportChoice``, when the dialog is accepted.

    """

    chosen = Signal(object)

    def __init__(
        self,
        count: int,
        example: str,
        settings: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        """Ask about ``count`` photos, one of which has the file name ``example``."""
        super().__init__(parent)
        self._settings = settings
        self._example = Path(example)
        self._count = count
        place = QStandardPaths.StandardLocation.PicturesLocation
        choice = last_choice(settings, Path(QStandardPaths.writableLocation(place)))
        self.setWindowTitle(tr_n("Export 1 photo", "Export {n} photos", count))
        self._make_fields(choice)
        self._lay_out()
        self._show_state()

    @property
    def choice(self) -> ExportChoice:
        """What is chosen just now."""
        return ExportChoice(
            folder=self.folder.text().strip(),
            long_edge=self._long_edge(),
            format=self.format.currentData(),
            quality=self.quality.value(),
            metadata=self.metadata.currentData(),
            names=self.names.currentText().strip(),
            on_conflict=self.on_conflict.currentData(),
            as_links=self.as_links.currentData(),
        )

    def accept(self) -> None:
        """Remember what is chosen, and tell it."""
        keep_choice(self._settings, self.choice)
        self.chosen.emit(self.choice)
        super().accept()

    def _make_fields(self, choice: ExportChoice) -> None:
        self.folder = QLineEdit(choice.folder)
        self.folder.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_WIDTH)
        self.choose = QPushButton(tr("Choose…"))
        self.choose.setAutoDefault(False)
        self.as_links = _combo(_ways(), choice.as_links)
        self.size_choice = _combo(_sizes(), _size_key(choice.long_edge))
        self.own_size = QSpinBox()
        self.own_size.setRange(16, 65_535)
        self.own_size.setValue(choice.long_edge or _EDGES[2])
        self.own_size.setSuffix(tr(" pixels"))
        indent(self.own_size)
        self.format = _combo(_formats(), choice.format)
        self.quality = QSlider(Qt.Orientation.Horizontal)
        self.quality.setRange(1, 100)
        self.quality.setPageStep(5)
        self.quality.setValue(choice.quality)
        self.quality_label = QLabel()
        self.metadata = _combo(_metadata(), choice.metadata)
        self.names = QComboBox()
        self.names.setEditable(True)
        self.names.addItems(_NAMES)
        self.names.setCurrentText(choice.names)
        self.names_hint = _hint()
        self.hint = _hint()
        self.on_conflict = _combo(_conflicts(), choice.on_conflict)
        self._connect()

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose_folder)
        self.folder.textChanged.connect(self._show_state)
        self.names.currentTextChanged.connect(self._show_state)
        self.quality.valueChanged.connect(self._show_state)
        self.own_size.valueChanged.connect(self._show_state)
        for combo in (self.as_links, self.size_choice, self.format, self.metadata):
            combo.currentIndexChanged.connect(self._show_state)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.names)
        names.addWidget(self.names_hint)
        for text, field, widget in (
            (tr("&Folder"), _row(self.folder, self.choose), self.folder),
            (tr("&Written as"), self.as_links, self.as_links),
            (tr("&Size"), _row(self.size_choice, self.own_size), self.size_choice),
            (tr("For&mat"), self.format, self.format),
            (tr("&Quality"), _row(self.quality, self.quality_label), self.quality),
            (tr("&Tells"), self.metadata, self.metadata),
            (tr("&Names"), names, self.names),
            (tr("If a name is ta&ken"), self.on_conflict, self.on_conflict),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            form.addRow(label, field)
        self.own_size.setAccessibleName(tr("Pixels along the longer edge"))
        self.choose.setAccessibleName(tr("Choose the folder"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export = self.buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.export.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.hint)
        column.addStretch()
        column.addWidget(self.buttons)

    def _show_state(self) -> None:
        choice = self.choice
        self.own_size.setVisible(self.size_choice.currentData() == "own")
        copies = choice.as_links == "copies"
        for field in (self.size_choice, self.own_size, self.format, self.metadata):
            field.setEnabled(copies)
        untouched = not choice.long_edge and choice.format == "original"
        untouched = untouched and choice.metadata == "all"
        encodes = copies and not untouched and choice.format != "png"
        self.quality.setEnabled(encodes)
        self.quality_label.setEnabled(encodes)
        self.quality_label.setText(number(choice.quality))
        suffixes = {"jpeg": ".jpg", "webp": ".webp", "png": ".png"}
        suffix = suffixes.get(choice.format) if copies else None
        self.hint.setText(_what_happens(choice, untouched=untouched))
        example = example_name(
            choice.names,
            name=self._example.stem,
            date=date.today().isoformat(),
            number="1".zfill(len(str(self._count))),
        )
        name = f"{example}{suffix or self._example.suffix}"
        self.names_hint.setText(
            tr("For example {name}", name=name)
            if example
            else tr("Use {name}, {date} and {number}.")
        )
        self.export.setEnabled(bool(example and choice.folder))
        needed = self.layout().heightForWidth(self.width())  # the hint may have a line more now
        self.resize(self.width(), max(self.height(), needed))

    def _long_edge(self) -> int:
        chosen = self.size_choice.currentData()
        return self.own_size.value() if chosen == "own" else int(chosen)

    def _choose_folder(self) -> None:
        title = tr("Folder for the exported photos")
        if folder := QFileDialog.getExistingDirectory(self, title, self.folder.text()):
            self.folder.setText(folder)


def _ways() -> list[tuple[str, object]]:
    return [
        (tr("Copies"), "copies"),
        (tr("Links to the files"), "links"),
        (tr("Hard links"), "hard links"),
    ]


def _sizes() -> list[tuple[str, object]]:
    edges = [(tr("At most {n} pixels", n=number(edge)), edge) for edge in _EDGES]
    return [(tr("Full size"), 0), *edges, (tr("Another size"), "own")]


def _size_key(long_edge: int) -> object:
    return long_edge if long_edge in {0, *_EDGES} else "own"


def _formats() -> list[tuple[str, object]]:
    return [
        (tr("As they are"), "original"),
        ("JPEG", "jpeg"),
        ("WebP", "webp"),
        ("PNG", "png"),
    ]


def _metadata() -> list[tuple[str, object]]:
    return [
        (tr("All that is known"), "all"),
        (tr("All but the place"), "without place"),
        (tr("Nothing"), "none"),
    ]


def _conflicts() -> list[tuple[str, object]]:
    return [
        (tr("Number the new file"), "number"),
        (tr("Leave the photo out"), "skip"),
        (tr("Replace the old file"), "replace"),
    ]


def _what_happens(choice: ExportChoice, *, untouched: bool) -> str:
    if choice.as_links == "links":
        return tr("Links take no room, and lead to the files for as long as these stay there.")
    if choice.as_links == "hard links":
        return tr(
            "Hard links are the files under a second name, on the same drive: they take no room, "
            "and editing one edits both."
        )
    if untouched:
        return tr("Files are copied as they are.")
    if choice.format == "original":
        return tr("Pictures are written anew; what is neither JPEG, PNG nor WebP becomes a JPEG.")
    return tr("Pictures are written anew, upright and in the colours of sRGB.")


def _combo(items: list[tuple[str, object]], current: object) -> QComboBox:
    combo = QComboBox()
    for text, data in items:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, combo.findData(current)))
    return combo


def _row(wide: QWidget, narrow: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(wide, 1)
    row.addWidget(narrow)
    return row


def _hint() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
