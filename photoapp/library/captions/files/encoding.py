"""The text of a file of captions, with its lines parted as they are everywhere here."""

from pathlib import Path

from photoapp.text_files import read_text_file

MOST_LIST_BYTES = 200_000_000

_SAVE = (
    "save it as UTF-8 (in Excel as “CSV UTF-8”), or say what it is: --encoding cp1252, say, "
    "for western Europe"
)


def read_text(path: Path, encoding: str | None = None, most: int = MOST_LIST_BYTES) -> str:
    """Return a file's text; ``encoding`` of None is UTF-8, or UTF-16 where it begins so.

    Raises:
        DataFileError: it can't be read, is too large, or no such text.
        UsageError: there is no such encoding.

    """
    too_large = "too much for captions; make it smaller"
    text = read_text_file(path, most=most, too_large=too_large, save=_SAVE, encoding=encoding)
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
