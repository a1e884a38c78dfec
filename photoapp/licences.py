"""The licences of all that photoapp is distributed with: a text that lies beside the program.

``packaging/licences.py`` writes it, and installers bring it. Who installs photoapp from source gets
each package with a licence of its own, and no such text.
"""

import sys
from pathlib import Path

from photoapp.errors import LicencesError

NAME = "THIRD-PARTY.txt"
# Of an application on macOS, beside the folder of its programs, which may hold nothing else.
_RESOURCES = "Resources"


def third_party() -> str:
    """Return the licences of all that came with this photoapp.

    Raises:
        LicencesError: it came without them, or they can't be read.

    """
    if not getattr(sys, "frozen", False):
        message = "This photoapp runs from source, with packages that you have installed"
        way_out = f"in its checkout, python packaging/licences.py {NAME} writes their licences"
        raise LicencesError(f"{message}; {way_out}.")
    path = _path(Path(sys.executable).resolve().parent)
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        message = f"The licences can't be read from {path} ({reason}); install photoapp again."
        raise LicencesError(message) from error


def _path(programs: Path) -> Path:
    """Return where the text lies, or where it usually would."""
    of_application = programs.parent / _RESOURCES / NAME
    return of_application if of_application.is_file() else programs / NAME
