"""What somebody chose for an export, as the window keeps it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from photoapp.library.files import ExportOptions

_GROUP = "export"
_FIELD = re.compile(r"\{(name|date|number)\}")


@dataclass(frozen=True)
class ExportChoice:
    """A folder, and how photos are written into it; the fields are ``ExportOptions``'.

    ``long_edge`` 0 is as many pixels as there are; it and what else is for copies counts only
    where ``as_links`` is "copies".
    """

    folder: str
    long_edge: int = 0
    format: str = "original"
    quality: int = 90
    metadata: str = "all"
    names: str = "{name}"
    on_conflict: str = "number"
    as_links: str = "copies"

    def options(self) -> "ExportOptions":
        """Return what the library is asked for: to be called behind the window.

        Raises:
            UsageError: something makes no sense.

        """
        from photoapp.library.files import ExportOptions  # noqa: PLC0415

        if self.as_links != "copies":  # the rest is for copies, and kept for the next ones
            return ExportOptions(
                names=self.names, on_conflict=self.on_conflict, as_links=self.as_links
            )
        return ExportOptions(
            long_edge=self.long_edge or None,
            format=self.format,
            quality=self.quality,
            metadata=self.metadata,
            names=self.names,
            on_conflict=self.on_conflict,
        )


def example_name(names: str, *, name: str, date: str, number: str) -> str | None:
    """Return what a file would be called, None where the pattern is wrong."""
    values = {"name": name, "date": date, "number": number}
    example = _FIELD.sub(lambda found: values[found[1]], names)
    return None if not example.strip(" .") or "{" in example or "}" in example else example


def last_choice(settings: QSettings, pictures: Path) -> ExportChoice:
    """Return what was chosen last, at first a folder in the system's ``pictures``."""
    usual = ExportChoice(str(pictures / "Export"))

    def kept(name: str) -> str:
        return str(settings.value(f"{_GROUP}/{name}", getattr(usual, name)))

    def kept_number(name: str) -> int:
        return int(kept(name)) if kept(name).isdecimal() else int(getattr(usual, name))

    return ExportChoice(
        folder=kept("folder"),
        long_edge=kept_number("long_edge"),
        format=kept("format"),
        quality=kept_number("quality"),
        metadata=kept("metadata"),
        names=kept("names"),
        on_conflict=kept("on_conflict"),
        as_links=kept("as_links"),
    )


def keep_choice(settings: QSettings, choice: ExportChoice) -> None:
    """Remember a choice for the next time."""
    for name, value in vars(choice).items():
        settings.setValue(f"{_GROUP}/{name}", value)
