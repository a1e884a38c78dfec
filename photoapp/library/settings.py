"""The settings of a library's home: read anew whenever they are asked for, changed one by one."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from photoapp.errors import UsageError
from photoapp.settings import CHOICES, Settings, read_settings, write_settings

Holds = Literal[
    "at once", "with the next look at the folders", "with the next training", "from the next start"
]

_YES = frozenset(["true", "yes", "on", "1"])
_NO = frozenset(["false", "no", "off", "0"])
_HOLDS: dict[str, Holds] = {
    "device": "from the next start",
    "precision": "from the next start",
    "language": "from the next start",
    "ignore": "with the next look at the folders",
    "training_cores": "with the next training",
    "training_warmest": "with the next training",
}
_LISTS = frozenset(["ignore"])


def holds(name: str) -> Holds:
    """Return when a change of a setting takes effect."""
    return _HOLDS.get(name, "at once")


@dataclass(frozen=True)
class HomeSettings:
    """The settings in a file. Safe to use from several threads."""

    path: Path
    _changing: threading.Lock

    @classmethod
    def at(cls, path: Path) -> "HomeSettings":
        """Return the settings that the file ``path`` holds, or will hold."""
        return cls(path, threading.Lock())

    def read(self) -> Settings:
        """Return the settings as they are now.

        Raises:
            HomeError: the file can't be read or is not valid.

        """
        return read_settings(self.path)

    def change(self, **values: object) -> Settings:
        """Change some settings, and return them all.

        Raises:
            UsageError: there is no such setting, or it can't be that.
            HomeError: the file can't be read or written.

        """
        with self._changing:
            settings = self.read()
            for name, value in values.items():
                settings = _changed(settings, name, value)
            write_settings(self.path, settings)
            return settings

    def change_as_written(self, name: str, texts: list[str]) -> Settings:
        """Change a setting to what was typed: one text, or any number of them for a list.

        Raises:
            UsageError: there is no such setting, or it can't be that.
            HomeError: the file can't be read or written.

        """
        if name not in _LISTS and len(texts) != 1:
            raise UsageError(f"{name} takes one value{_allowed(name)}.")
        return self.change(**{name: tuple(texts) if name in _LISTS else _typed(name, texts[0])})


def _typed(name: str, text: str) -> object:
    """Return what a text means for a setting; itself where it means nothing."""
    usual = getattr(Settings(), name, None)
    if isinstance(usual, bool) and text.lower() in _YES | _NO:
        return text.lower() in _YES
    if isinstance(usual, int) and text.removeprefix("-").isdecimal():
        return int(text)
    return text


def _changed(settings: Settings, name: str, value: object) -> Settings:
    if name not in settings.__struct_fields__:
        known = ", ".join(settings.__struct_fields__)
        raise UsageError(f"There is no setting called {name}; there is {known}.")
    try:
        changed = msgspec.convert(msgspec.to_builtins(settings) | {name: value}, Settings)
        msgspec.json.encode(changed)  # text that is no Unicode can't be kept
        return changed
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise UsageError(f"{name} can't be {value}{_allowed(name)}.") from error


def _allowed(name: str) -> str:
    return f"; it may be {CHOICES[name]}" if name in CHOICES else ""
