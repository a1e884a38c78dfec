"""The end before there is a window, with a sentence that somebody sees."""

import sys
from typing import NoReturn

from PySide6.QtWidgets import QApplication, QMessageBox


def refuse(sentence: str) -> NoReturn:
    """End, and say why: in the shell, or in a box where Windows has started photoapp without one.

    Raises:
        SystemExit: always.

    """
    if sys.stderr is not None:
        sys.exit(f"photoapp: {sentence}")
    app = QApplication.instance() or QApplication([])
    QMessageBox.critical(None, "photoapp", sentence)
    del app
    sys.exit(1)
