"""The text of a list: UTF-8, or what says that it is UTF-16."""

import codecs
from pathlib import Path

from photoapp.errors import DataFileError

MOST_BYTES = 1_000_000

_SAVE = (
    "save it as UTF-8 (in Excel as “CSV UTF-8”; in other programs it is a choice of “Save as”, "
    "called encoding)"
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path) -> str:
    """Return a list's text.

    Raises:
        DataFileError: it can't be read, is too large, or no text in UTF-8 or UTF-16.

    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DataFileError(f"{path} can't be read: {error.strerror}.") from error
    except ValueError as error:  # a name that no file can have
        raise DataFileError(f"There can be no file {path!r}; check its name.") from error
    if len(data) > MOST_BYTES:
        raise DataFileError(
            f"{path} has more than {MOST_BYTES // 1_000_000} MB, too much for a list of labels; "
            "make several lists of it."
        )
    text = _decoded(path, data)
    if "\0" in text:
        raise DataFileError(f"{path} is no text; choose another file, or {_SAVE}.")
    return text


def _decoded(path: Path, data: bytes) -> str:
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        name = encoding.removesuffix("-sig").upper()
        raise DataFileError(f"{path}, line {line}: that is not {name} text; {_SAVE}.") from error
