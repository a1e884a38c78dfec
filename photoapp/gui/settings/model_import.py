"""Asking for a file of weights, and what architecture it is of."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.library import Library

_CONFIG = "open_clip_config.json"


@dataclass(frozen=True)
class ImportWish:
    """A file to make a model of; without an ``architecture`` the config beside it says it."""

    path: Path
    architecture: str


def ask_for_weights(parent: QWidget) -> ImportWish | None:
    """Ask for a file and its architecture; None if the user changes their mind."""
    kinds = tr("Weights ({patterns})", patterns="*.safetensors *.pt *.bin")
    path, _ = QFileDialog.getOpenFileName(parent, tr("A File of Weights"), "", kinds)
    if not path:
        return None
    text = tr(
        "Its architecture, as open_clip calls it (ViT-B-32); nothing if {file} lies beside it."
    )
    architecture, going_on = QInputDialog.getText(
        parent, tr("A File of Weights"), text.replace("{file}", _CONFIG)
    )
    return ImportWish(Path(path), architecture.strip()) if going_on else None


def import_weights(library: "Library", wish: ImportWish) -> Path:
    """Make a model of a file, and return its folder. For a background thread; takes a minute.

    Raises:
        ModelError: the file can't be read, or its weights are not those of the architecture.

    """
    from photoapp.library import WeightsFile  # noqa: PLC0415 - not in the window's thread

    config = None if wish.architecture else wish.path.with_name(_CONFIG)
    return library.models.new.import_file(
        WeightsFile(wish.path, architecture=wish.architecture, config=config)
    )
