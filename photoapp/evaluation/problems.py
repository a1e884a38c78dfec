"""Lines of a data file that can't be used: passed over and told, or fatal if strict."""

from collections.abc import Callable
from pathlib import Path

from photoapp.errors import DataFileError

Tell = Callable[[str], None]


class Problems:
    """Collects what is wrong with the lines of one file.

    Args:
        file: the file, for messages.
        tell: called with a sentence for each line that is passed over.
        strict: raise at the first one instead.

    """

    def __init__(self, file: Path, tell: Tell, *, strict: bool) -> None:
        self._file = file
        self._tell = tell
        self._strict = strict

    def add(self, line: int, what: str) -> None:
        """Report that a line, counted from 1, can't be used.

        Raises:
            DataFileError: in strict mode.

        """
        sentence = f"{self._file}, line {line}: {what}"
        if self._strict:
            raise DataFileError(
                f"{sentence}; mend the line, or leave out --strict to pass over it."
            )
        self._tell(f"{sentence}; passed over.")


def read_text(file: Path) -> str:
    """Return a data file's text.

    Raises:
        DataFileError: it is missing, can't be read, or is not UTF-8.

    """
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise DataFileError(f"{file} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DataFileError(f"{file} is not UTF-8 text; save it as UTF-8.") from error


def is_file(path: Path) -> bool:
    """Tell whether there is such a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
