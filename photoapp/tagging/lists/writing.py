"""Writing a list of labels."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from photoapp.errors import DataFileError
from photoapp.tagging.lists.csv_list import written_csv
from photoapp.tagging.lists.line import LabelLine
from photoapp.tagging.lists.text_list import written_plain_text
from photoapp.tagging.lists.yaml_list import written_yaml

_WRITERS: Mapping[str, Callable[[Iterable[LabelLine]], str]] = {
    ".txt": written_plain_text,
    ".csv": written_csv,
    ".yaml": written_yaml,
    ".yml": written_yaml,
}


def write_label_list(path: Path, lines: Iterable[LabelLine]) -> None:
    """Write a list of labels: ``.txt``, ``.csv``, ``.yaml`` or ``.yml``; what is there is replaced.

    Raises:
        DataFileError: the name ends in something else, or the file can't be written.

    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise DataFileError(
            f"A list of labels can't be written to {path}; let its name end in .txt, .csv or .yaml."
        )
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(writer(lines).encode())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DataFileError(f"{path} can't be written: {error.strerror}.") from error


def says_all(path: Path) -> bool:
    """Return whether a file of that name says groups and precision; plain text says neither."""
    return path.suffix.lower() != ".txt"
