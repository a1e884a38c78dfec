"""The text of files that people write: UTF-8, what says that it is UTF-16, or what they say."""

import codecs
from pathlib import Path

from photoapp.errors import DataFileError, UsageError

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text_file(
    path: Path, *, most: int, too_large: str, save: str, encoding: str | None = None
) -> str:
    """Return a file's text.

    Args:
        path: the file.
        most: how many bytes it may have.
        too_large: what to say and do of one that has more: "too much for captions; …".
        save: how to make it a text that can be read.
        encoding: what it is in; None is UTF-8, or UTF-16 where it begins so.

    Raises:
        DataFileError: it can't be read, is too large, or no such text.
        UsageError: there is no such encoding.

    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise DataFileError(f"{path} can't be read: {error.strerror}.") from error
    except ValueError as error:  # a name that no file can have
        raise DataFileError(f"There can be no file {path!r}; check its name.") from error
    if len(data) > most:
        size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1000} kB"
        raise DataFileError(f"{path} has more than {size}, {too_large}.")
    text = _decoded(path, data, encoding, save)
    if "\0" in text:
        raise DataFileError(f"{path} is no text; choose another file, or {save}.")
    return text


def _decoded(path: Path, data: bytes, encoding: str | None, save: str) -> str:
    name = encoding or ("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    try:
        return data.decode(name)
    except LookupError as error:
        raise UsageError(f"There is no encoding “{name}”; try cp1252, or cp1251.") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(name, "replace").count("\n") + 1
        called = name.removesuffix("-sig").upper()
        raise DataFileError(f"{path}, line {line}: that is not {called} text; {save}.") from error
