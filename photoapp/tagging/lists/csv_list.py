"""Lists as tables: CSV with a header, as spreadsheets write it."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from photoapp.errors import DataFileError
from photoapp.tagging.lists.checking import at
from photoapp.tagging.lists.line import Draft, LabelLine

COLUMNS = ("name", "phrases", "parent", "group", "precision")
_NEEDED = f"a list of labels has the columns {', '.join(COLUMNS)}, of which only name is needed"


def read_csv(path: Path, text: str) -> Iterator[Draft]:
    """Yield the labels of a table; phrases are parted by ``;``.

    Columns are parted as the header is: by commas, semicolons or tabs.

    Raises:
        DataFileError: the header lacks a name or has other columns, or a row has more cells.

    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    columns: list[str] | None = None
    number = 1
    try:
        for row in rows:
            if columns is None:
                columns = _columns(path, number, row) if any(row) else None
            elif any(cell.strip() for cell in row):
                yield _draft(path, number, columns, row)
            number = rows.line_num + 1
    except csv.Error as error:
        raise at(path, number, f"that is no row of a table ({error}); mend it.") from error
    if columns is None:
        raise DataFileError(f"{path} is empty; {_NEEDED}.")


def written_csv(lines: Iterable[LabelLine]) -> str:
    """Return a list as a table."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        precision = "" if line.precision is None else repr(line.precision)
        writer.writerow([line.name, "; ".join(line.phrases), line.parent, line.group, precision])
    return table.getvalue()


def _delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return next((mark for mark in ",;\t" if mark in header), ",")


def _columns(path: Path, number: int, row: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    wrong = [cell for cell in columns if cell not in COLUMNS]
    twice = [cell for cell in columns if columns.count(cell) > 1]
    if wrong and "name" in columns:
        named = f"“{wrong[0]}”" if wrong[0] else "without a name"
        raise at(path, number, f"there is a column {named}; {_NEEDED}.")
    if "name" not in columns:
        raise at(path, number, f"there is no column name; {_NEEDED}.")
    if twice:
        raise at(path, number, f"there are two columns {twice[0]}; leave one of them out.")
    return columns


def _draft(path: Path, number: int, columns: list[str], row: list[str]) -> Draft:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise at(
            path,
            number,
            f"there are {len(row)} cells for {len(columns)} columns; part phrases by “;”, and put "
            "what holds a comma in quotation marks.",
        )
    cells = dict(zip(columns, row, strict=False))
    return Draft(
        number,
        cells.get("name", ""),
        (cells.get("phrases", ""),),
        cells.get("parent", ""),
        cells.get("group", ""),
        cells.get("precision", ""),
    )
