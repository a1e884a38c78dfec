"""Reading a list of labels, whatever it is written in."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from photoapp.errors import DataFileError
from photoapp.tagging.lists.checking import checked
from photoapp.tagging.lists.csv_list import read_csv
from photoapp.tagging.lists.encoding import read_text
from photoapp.tagging.lists.line import Draft, LabelLine
from photoapp.tagging.lists.text_list import read_plain_text
from photoapp.tagging.lists.yaml_list import read_yaml

_READERS: Mapping[str, Callable[[Path, str], Iterator[Draft]]] = {
    ".txt": read_plain_text,
    ".csv": read_csv,
    ".yaml": read_yaml,
    ".yml": read_yaml,
}


def read_label_list(path: Path) -> list[LabelLine]:
    """Read a list of labels: ``.txt``, ``.csv``, ``.yaml`` or ``.yml``.

    Parents may be labels that the list does not hold.

    Raises:
        DataFileError: the file can't be read, is too large, or no text in UTF-8 or UTF-16; or a
            line makes no sense, names a label again, or closes a cycle of parents.

    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise DataFileError(
            f"{path} is no list of labels; such a file's name ends in .txt, .csv, .yaml or .yml."
        )
    return checked(path, reader(path, read_text(path)))
