"""The text of a list: UTF-8, or what says that it is UTF-16."""

from pathlib import Path

from photoapp.text_files import read_text_file

MOST_BYTES = 1_000_000

_SAVE = (
    "save it as UTF-8 (in Excel as “CSV UTF-8”; in other programs it is a choice of “Save as”, "
    "called encoding)"
)


def read_text(path: Path) -> str:
    """Return a list's text.

    Raises:
        DataFileError: it can't be read, is too large, or no text in UTF-8 or UTF-16.

    """
    too_large = "too much for a list of labels; make several lists of it"
    return read_text_file(path, most=MOST_BYTES, too_large=too_large, save=_SAVE)
