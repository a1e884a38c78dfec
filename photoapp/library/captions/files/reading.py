"""Reading captions, whatever they are written in."""

from collections.abc import Iterator
from pathlib import Path

from photoapp.errors import DataFileError
from photoapp.library.captions.files.beside import (
    read_folder,
    read_takeout_file,
    read_text_beside,
)
from photoapp.library.captions.files.encoding import read_text
from photoapp.library.captions.files.json_lines import read_json_lines, read_json_list
from photoapp.library.captions.files.line import CaptionLine, Draft, Tell, joined, tidy
from photoapp.library.captions.files.tables import is_table, read_table

_KINDS = (
    "give a table (.csv), JSON lines (.jsonl), a text beside a photo (.txt), "
    "Google Takeout's .json, or a folder of those"
)
_LISTS = (".csv", ".tsv", ".jsonl", ".ndjson")


def read_caption_file(
    path: Path, *, encoding: str | None = None, tell: Tell = lambda _: None
) -> list[CaptionLine]:
    """Read captions of photos; what photos they are of is relative to the file.

    A ``.csv`` or ``.tsv`` has a header with the columns file and caption; each line of a ``.jsonl``
    is an object with file and captions; each line of a ``.txt`` is a caption of the photo beside
    it; a ``.json`` is Google Takeout's or a list of objects; a folder holds texts or Takeout's
    files beside photos. What can't be used is passed over, with a sentence to ``tell``.

    Raises:
        DataFileError: it can't be read, is of another kind, broken, or holds no captions.
        UsageError: there is no such ``encoding``.

    """
    drafts = read_folder(path, encoding, tell) if path.is_dir() else _of_file(path, encoding, tell)
    lines = (tidy(path, draft, tell) for draft in drafts)
    found = joined(line for line in lines if line)
    if not found:
        raise DataFileError(f"{path} holds no captions; {_advice(path)}.")
    return found


def _of_file(path: Path, encoding: str | None, tell: Tell) -> Iterator[Draft]:
    suffix = path.suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return read_table(path, read_text(path, encoding), tell)
    if suffix in {".jsonl", ".ndjson"}:
        return read_json_lines(path, read_text(path, encoding), tell)
    if suffix == ".txt":
        return _of_text(path, encoding, tell)
    if suffix == ".json":
        takeout = read_takeout_file(path)
        return iter([takeout]) if takeout else read_json_list(path, read_text(path, encoding), tell)
    raise DataFileError(f"{path} is no file of captions; {_KINDS}.")


def _of_text(path: Path, encoding: str | None, tell: Tell) -> Iterator[Draft]:
    """Return what a text says of the photo beside it; data sets have tables in such files too."""
    text = read_text(path, encoding)
    return read_table(path, text, tell) if is_table(text) else read_text_beside(path, encoding)


def _advice(path: Path) -> str:
    if path.suffix.lower() == ".txt":
        return "there is no photo of its name beside it, or nothing is in it"
    lists = (
        sorted(each for each in path.iterdir() if each.suffix.lower() in _LISTS)
        if path.is_dir()
        else []
    )
    return f"give the list itself, {lists[0]}" if lists else _KINDS
