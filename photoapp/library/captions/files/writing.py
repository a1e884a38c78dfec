"""Writing captions to files that ``read_caption_file`` reads."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from photoapp.errors import DataFileError
from photoapp.library.captions.files.json_lines import written_json_lines
from photoapp.library.captions.files.line import CaptionLine, Tell
from photoapp.library.captions.files.tables import written_table
from photoapp.paths import absolute

Format = Literal["csv", "jsonl", "txt"]

_Rows = list[tuple[str, Sequence[str], Sequence[str]]]


def format_of(path: Path) -> Format:
    """Return what captions are written as by a file's name: a folder takes texts.

    Raises:
        DataFileError: its name says nothing of that.

    """
    suffix = path.suffix.lower()
    if suffix in {".csv", ".jsonl"}:
        return "csv" if suffix == ".csv" else "jsonl"
    if path.is_dir() or not suffix:
        return "txt"
    raise DataFileError(
        f"Captions can't be written to {path}; let its name end in .csv or .jsonl, or give a "
        "folder for texts."
    )


def write_captions(
    path: Path, form: Format, lines: Sequence[CaptionLine], *, replace: bool, tell: Tell
) -> int:
    """Write photos' captions to a file, or as texts into a folder; return how many photos.

    In a list photos below its folder are named relative to it, others in full. Texts lie beside the
    photos that are below the folder; for others the folders above them are made anew, as far as
    they differ. Photos whose names are not Unicode are passed over, and files that say something
    else already unless ``replace``.

    Raises:
        DataFileError: it can't be written.

    """
    try:
        if form == "txt":
            return _write_texts(path, lines, replace, tell)
        rows = _rows(absolute(path).parent, lines, tell)
        text = written_table(rows) if form == "csv" else written_json_lines(rows)
        # The mark at its beginning tells Excel that a table is UTF-8.
        _write(path, text.encode("utf-8-sig" if form == "csv" else "utf-8"))
        return len(rows)
    except OSError as error:
        raise DataFileError(f"{path} can't be written: {error.strerror}.") from error


def _rows(folder: Path, lines: Sequence[CaptionLine], tell: Tell) -> _Rows:
    rows: _Rows = []
    for line in lines:
        below = line.file.is_relative_to(folder)
        name = str(line.file.relative_to(folder) if below else line.file)
        if _is_unicode(name):
            rows.append((name, line.captions, line.keywords))
        else:
            tell(f"{line.file} is passed over: its name is not Unicode.")
    return rows


def _write_texts(folder: Path, lines: Sequence[CaptionLine], replace: bool, tell: Tell) -> int:
    written = 0
    for line, below in zip(lines, _below(absolute(folder), lines), strict=True):
        path = folder / below.with_name(f"{below.name}.txt")
        data = "".join(f"{caption}\n" for caption in line.captions).encode()
        if not replace and path.exists() and path.read_bytes() != data:
            tell(f"{path} says something else already; left as it is.")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data)
        written += 1
    return written


def _below(folder: Path, lines: Sequence[CaptionLine]) -> list[Path]:
    """Return where below a folder the photos are, or would be."""
    elsewhere = [line.file.parent for line in lines if not line.file.is_relative_to(folder)]
    common = Path(os.path.commonpath(elsewhere)) if _on_one_drive(elsewhere) else None
    return [_place(line.file, folder, common) for line in lines]


def _place(file: Path, folder: Path, common: Path | None) -> Path:
    if file.is_relative_to(folder):
        return file.relative_to(folder)
    if common is not None:
        return file.relative_to(common)
    return Path(*file.parts[1:])


def _on_one_drive(folders: list[Path]) -> bool:
    return len({folder.anchor for folder in folders}) == 1


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
