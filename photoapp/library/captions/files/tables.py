"""Captions as tables: CSV with a header, as spreadsheets and data sets have it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from photoapp.errors import DataFileError
from photoapp.library.captions.files.line import Draft, Tell, at

_FILES = ("file", "file_name", "filename", "image", "image_file", "path", "photo", "picture")
_CAPTIONS = ("caption", "captions", "description", "text", "sentence")
_KEYWORDS = ("keywords", "keyword", "tags", "labels")
_NUMBERED = re.compile(r"(.+?)[ _]?\d+")
_DELIMITERS = ",;\t"
_NEEDED = (
    "its first line must name a column file and one or more columns caption; keywords may be "
    "another"
)


@dataclass(frozen=True)
class _Columns:
    count: int
    file: int
    captions: tuple[int, ...]
    keywords: tuple[int, ...]
    split: int | None


def is_table(text: str) -> bool:
    """Return whether a text begins as a table of captions does, with a header."""
    return _header(text) is not None


def read_table(path: Path, text: str, tell: Tell) -> Iterator[Draft]:
    """Yield the rows of a table; photos may be on several rows, and have several columns.

    Columns are parted as the header is: by commas, semicolons or tabs; keywords by semicolons.

    Raises:
        DataFileError: it has no such header, or is broken.

    """
    found = _header(text)
    if found is None:
        raise DataFileError(f"{path} is no table of captions; {_NEEDED}.")
    delimiter, columns = found
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        header = True
        for row in rows:
            if any(cell.strip() for cell in row):
                draft = None if header else _draft(path, number, columns, row, tell)
                header = False
                if draft:
                    yield draft
            number = rows.line_num + 1
    except csv.Error as error:
        what = f"that is no row of a table ({error}); mend its quotation marks."
        raise DataFileError(f"{at(path, number)}: {what}") from error


def written_table(rows: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> str:
    """Return photos with captions and keywords as a table; no column of keywords if none has any.

    A spreadsheet takes what begins with "=" for a formula: whoever opens it there sees to that.
    """
    most = max((len(captions) for _, captions, _ in rows), default=1)
    named = ["caption", *(f"caption {n}" for n in range(2, most + 1))]
    with_words = any(words for _, _, words in rows)
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["file", *named, *(["keywords"] if with_words else [])])
    for file, captions, words in rows:
        empty = [""] * (len(named) - len(captions))
        writer.writerow([file, *captions, *empty, *(["; ".join(words)] if with_words else [])])
    return table.getvalue()


def _header(text: str) -> tuple[str, _Columns] | None:
    """Return by what the columns are parted, and which is which."""
    first = text.lstrip().partition("\n")[0]
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            return None
        if columns := _columns([cell.strip().casefold() for cell in cells]):
            return delimiter, columns
    return None


def _columns(names: list[str]) -> _Columns | None:
    plain = [numbered[1] if (numbered := _NUMBERED.fullmatch(name)) else name for name in names]
    file = next((names.index(name) for name in _FILES if name in names), None)
    captions = tuple(i for i, name in enumerate(plain) if name in _CAPTIONS)
    if file is None or not captions:
        return None
    return _Columns(
        len(names),
        file,
        captions,
        tuple(i for i, name in enumerate(plain) if name in _KEYWORDS),
        names.index("split") if "split" in names else None,
    )


def _draft(path: Path, number: int, columns: _Columns, row: list[str], tell: Tell) -> Draft | None:
    if any(cell.strip() for cell in row[columns.count :]):
        tell(
            f"{at(path, number)}: there are {len(row)} cells for {columns.count} columns; put "
            "captions that hold a comma in quotation marks. Passed over."
        )
        return None
    row = [*row, *[""] * (columns.count - len(row))]
    if not (name := row[columns.file].strip()):
        tell(f"{at(path, number)}: no photo is named; passed over.")
        return None
    return Draft(
        path.parent / name,
        [row[i] for i in columns.captions],
        number,
        [word for i in columns.keywords for word in row[i].split(";")],
        row[columns.split].strip() if columns.split is not None else None,
    )
