"""The keys that reach commands: the usual ones, and what the user has made of them."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QKeySequence

from photoapp.gui.commands import Commands

_GROUP = "keys"


class KeyBindings(QObject):
    """Binds keys to commands and remembers those that are not the usual ones.

    Keys are written as ``QKeySequence`` does on every system ("Ctrl+F"). A key reaches one
    command only: binding it takes it from another.

    Signals:
        changed: other keys reach a command now; carries its id.

    """

    changed = Signal(str)

    def __init__(
        self, commands: Commands, settings: QSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.commands = commands
        self._settings = settings

    def restore(self) -> None:
        """Bind what was remembered; commands that are no longer known are passed over."""
        self._settings.beginGroup(_GROUP)
        remembered = {name: self._settings.value(name) for name in self._settings.childKeys()}
        self._settings.endGroup()
        for command_id, keys in remembered.items():
            if command_id in self.commands.commands:
                self.commands.bind(command_id, _as_keys(keys))

    def keys(self, command_id: str) -> tuple[str, ...]:
        """Return the keys that reach a command."""
        return self.commands.keys(command_id)

    def usual(self, command_id: str) -> tuple[str, ...]:
        """Return the keys that reach a command where the user has changed nothing."""
        return tuple(written(key) for key in self.commands.commands[command_id].keys)

    def is_usual(self, command_id: str) -> bool:
        """Return whether a command is reached by its usual keys."""
        return self.keys(command_id) == self.usual(command_id)

    def owner(self, key: str, but: str = "") -> str | None:
        """Return which command a key reaches, other than ``but``."""
        for command_id in self.commands:
            if command_id != but and written(key) in self.keys(command_id):
                return command_id
        return None

    def bind(self, command_id: str, keys: tuple[str, ...]) -> None:
        """Reach a command by these keys, and no other command by any of them."""
        for key in keys:
            if other := self.owner(key, but=command_id):
                left = tuple(k for k in self.keys(other) if k != written(key))
                self._bind(other, left)
        self._bind(command_id, tuple(dict.fromkeys(written(key) for key in keys)))

    def reset(self, command_id: str) -> None:
        """Reach a command by its usual keys again."""
        self.bind(command_id, self.usual(command_id))

    def reset_all(self) -> None:
        """Reach every command by its usual keys again."""
        for command_id in self.commands:
            if not self.is_usual(command_id):
                self._bind(command_id, self.usual(command_id))

    def _bind(self, command_id: str, keys: tuple[str, ...]) -> None:
        self.commands.bind(command_id, keys)
        name = f"{_GROUP}/{command_id}"
        if self.is_usual(command_id):
            self._settings.remove(name)
        else:
            self._settings.setValue(name, "\n".join(keys))
        self.changed.emit(command_id)


def written(key: str) -> str:
    """Return a key as it is compared and kept."""
    return QKeySequence(key).toString()


def shown(keys: tuple[str, ...]) -> str:
    """Return keys as the user's system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ",  ".join(QKeySequence(key).toString(native) for key in keys)


def _as_keys(kept: object) -> tuple[str, ...]:
    return tuple(key for key in str(kept or "").split("\n") if key)
