"""What installers bring along with photoapp for people to read, and where they put it."""

import sys
from pathlib import Path

from photoapp.errors import GuideError

# Of an application on macOS, beside the folder of its programs, which may hold nothing else.
_RESOURCES = "Resources"
_CHECKOUT = Path(__file__).parents[1]


def beside_program(name: str) -> Path | None:
    """Return where something that came along lies, or usually would; None from source."""
    if not getattr(sys, "frozen", False):
        return None
    programs = Path(sys.executable).resolve().parent
    of_application = programs.parent / _RESOURCES / name
    return of_application if of_application.is_file() else programs / name


def guide() -> Path:
    """Return the first page of the guide: as it came along, or from source the checkout's.

    Raises:
        GuideError: it is not there.

    """
    installed = beside_program("guide/index.html")
    path = installed or _CHECKOUT / "docs" / "guide" / "README.md"
    if not path.is_file():
        way_out = "install photoapp again" if installed else "it is docs/guide in a checkout"
        raise GuideError(f"The guide is not at {path}; {way_out}.")
    return path
