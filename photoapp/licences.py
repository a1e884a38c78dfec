"""The licences of all that photoapp is distributed with: a text that lies beside the program.

``packaging/licences.py`` writes it, and installers bring it. Who installs photoapp from source gets
each package with a licence of its own, and no such text.
"""

from photoapp.came_along import beside_program
from photoapp.errors import LicencesError

NAME = "THIRD-PARTY.txt"


def third_party() -> str:
    """Return the licences of all that came with this photoapp.

    Raises:
        LicencesError: it came without them, or they can't be read.

    """
    path = beside_program(NAME)
    if path is None:
        message = "This photoapp runs from source, with packages that you have installed"
        way_out = f"in its checkout, python packaging/licences.py {NAME} writes their licences"
        raise LicencesError(f"{message}; {way_out}.")
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        message = f"The licences can't be read from {path} ({reason}); install photoapp again."
        raise LicencesError(message) from error
