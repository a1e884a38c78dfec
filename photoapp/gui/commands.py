"""What can be done in the window, by name: texts and keys, apart from what then happens."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Command:
    """Something that can be done: ``keys`` are the usual ones, as QKeySequence reads them.

    ``text`` and ``group``, the heading it is listed under, are translated; the text has an
    ampersand before the letter to reach it by in a menu.
    """

    id: str
    group: str
    text: str
    keys: tuple[str, ...] = ()
    checkable: bool = False


class Commands:
    """The window's actions by the ids of their commands."""

    def __init__(self, commands: tuple[Command, ...], window: QWidget) -> None:
        self.commands = {command.id: command for command in commands}
        self._actions = {command.id: _action(command, window) for command in commands}

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def bind(self, command_id: str, keys: tuple[str, ...]) -> None:
        """Reach a command by other keys."""
        self._actions[command_id].setShortcuts([QKeySequence(key) for key in keys])

    def keys(self, command_id: str) -> tuple[str, ...]:
        """Return the keys that reach a command now."""
        return tuple(key.toString() for key in self._actions[command_id].shortcuts())


def _action(command: Command, window: QWidget) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.id)
    action.setCheckable(command.checkable)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    window.addAction(action)
    return action
