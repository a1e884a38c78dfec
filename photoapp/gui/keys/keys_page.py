"""A page that lists what can be done by which keys, and lets the user choose others."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.keys.key_bindings import KeyBindings, shown
from photoapp.gui.language import tr

_ID = Qt.ItemDataRole.UserRole


class KeysPage(QWidget):
    """The commands by their groups; the chosen one's keys are changed by pressing others."""

    def __init__(self, bindings: KeyBindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self.filter = QLineEdit(self)
        self.list = QTreeWidget(self)
        self.list.setObjectName("keys-list")
        self.edit = QKeySequenceEdit(self)
        self.add = QPushButton(tr("&Add"), self)
        self.replace = QPushButton(tr("&Replace"), self)
        self.clear = QPushButton(tr("&No keys"), self)
        self.reset = QPushButton(tr("&Usual keys"), self)
        self.reset_all = QPushButton(tr("All &usual keys"), self)
        self.note = QLabel(self)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._fill()
        self._lay_out()
        self._connect()
        self._show_chosen()

    @property
    def chosen(self) -> str:
        """The id of the chosen command; empty if it is none."""
        item = self.list.currentItem()
        return (item.data(0, _ID) or "") if item else ""

    def choose(self, command_id: str) -> None:
        """Choose a command, as a click on it does."""
        self.list.setCurrentItem(self._items[command_id])

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for command_id, command in self._bindings.commands.commands.items():
            if command.group not in groups:
                groups[command.group] = self._group(command.group)
            item = QTreeWidgetItem(groups[command.group], [_plain(command.text)])
            item.setData(0, _ID, command_id)
            self._items[command_id] = item
            self._show_keys(command_id)
        self.list.expandAll()

    def _group(self, name: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.list, [name])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _connect(self) -> None:
        self._bindings.changed.connect(self._show_keys)
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.filter.textChanged.connect(self._filter)
        self.edit.keySequenceChanged.connect(lambda _: self._show_state())
        self.add.clicked.connect(lambda: self._bind(self._bindings.keys(self.chosen)))
        self.replace.clicked.connect(lambda: self._bind(()))
        self.clear.clicked.connect(lambda: self._bindings.bind(self.chosen, ()))
        self.reset.clicked.connect(lambda: self._bindings.reset(self.chosen))
        self.reset_all.clicked.connect(self._bindings.reset_all)

    def _bind(self, kept: tuple[str, ...]) -> None:
        self._bindings.bind(self.chosen, (*kept, self._pressed()))
        self.edit.clear()

    def _pressed(self) -> str:
        return self.edit.keySequence().toString()

    def _show_keys(self, command_id: str) -> None:
        item = self._items[command_id]
        item.setText(1, shown(self._bindings.keys(command_id)))
        font = item.font(1)
        font.setBold(not self._bindings.is_usual(command_id))
        item.setFont(1, font)
        self._show_state()

    def _show_chosen(self) -> None:
        self.edit.clear()
        self._show_state()

    def _show_state(self) -> None:
        chosen, pressed = self.chosen, self._pressed()
        self.edit.setEnabled(bool(chosen))
        for button in (self.add, self.replace):
            button.setEnabled(bool(chosen and pressed))
        self.clear.setEnabled(bool(chosen and self._bindings.keys(chosen)))
        self.reset.setEnabled(bool(chosen) and not self._bindings.is_usual(chosen))
        self.note.setText(self._remark(chosen, pressed))

    def _remark(self, chosen: str, pressed: str) -> str:
        if not chosen:
            return tr("Choose a command, then press its new keys in the field.")
        other = self._bindings.owner(pressed, but=chosen) if pressed else None
        if other:
            return tr(
                "{keys} is used for “{command}” now, and will no longer be.",
                keys=shown((pressed,)),
                command=_plain(self._bindings.commands.commands[other].text),
            )
        if not pressed:
            return tr("Press the new keys in the field.")
        return tr("{keys} is free.", keys=shown((pressed,)))

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        for group in (self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())):
            fitting = 0
            for item in (group.child(n) for n in range(group.childCount())):
                fits = any(wanted in item.text(column).casefold() for column in (0, 1))
                item.setHidden(not fits)
                fitting += fits
            group.setHidden(not fitting)

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(tr("Find a command or a key"))
        self.filter.setAccessibleName(tr("Find a command or a key"))
        self.filter.setClearButtonEnabled(True)
        self.list.setHeaderLabels([tr("Command"), tr("Keys")])
        self.list.setAccessibleName(tr("Commands and their keys"))
        self.list.setRootIsDecorated(False)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        self.edit.setMaximumSequenceLength(1)
        self.edit.setFinishingKeyCombinations([])
        self.edit.setAccessibleName(tr("New keys"))
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addLayout(_row(self.edit, self.replace, self.add))
        column.addLayout(_row(None, self.clear, self.reset, self.reset_all))


def _row(first: QWidget | None, *buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    if first is None:
        row.addStretch(1)
    else:
        row.addWidget(first, 1)
    for button in buttons:
        button.setAutoDefault(False)
        row.addWidget(button)
    return row


def _plain(text: str) -> str:
    """Return a text without the marks of menus."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip(" …")
