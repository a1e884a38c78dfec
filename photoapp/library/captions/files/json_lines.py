"""Captions as JSON: an object a line, as ``photoapp evaluate`` reads them, or a list of those."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from photoapp.errors import DataFileError
from photoapp.library.captions.files.line import Draft, Tell, at

_FILES = ("file", "file_name", "filename", "image", "path")
_KNOWN = frozenset([*_FILES, "captions", "caption", "text", "keywords", "split"])
_EXAMPLE = '{"file": "cat.jpg", "captions": ["a cat on a sofa"]}'


def read_json_lines(path: Path, text: str, tell: Tell) -> Iterator[Draft]:
    """Yield the lines of a file; those that are broken are passed over.

    Keys that are not known are named once.
    """
    extra: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            tell(f"{at(path, number)}: that is no JSON ({error}); passed over.")
            continue
        if draft := _draft(path, number, found, extra, tell):
            yield draft
    _tell_extra(path, extra, tell)


def read_json_list(path: Path, text: str, tell: Tell) -> Iterator[Draft]:
    """Yield the objects of a JSON list; ``row`` is the object's place, counted from 1.

    Raises:
        DataFileError: it is no list.

    """
    try:
        objects = msgspec.json.decode(text, type=list)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DataFileError(
            f"{path} is neither Google Takeout's nor a list of captions ({error}); "
            f"write lines such as {_EXAMPLE} into a file whose name ends in .jsonl."
        ) from error
    extra: dict[str, None] = {}
    for number, found in enumerate(objects, 1):
        if draft := _draft(path, number, found, extra, tell):
            yield draft
    _tell_extra(path, extra, tell)


def written_json_lines(rows: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> str:
    """Return photos with captions and keywords, an object a line."""
    lines = []
    for file, captions, keywords in rows:
        words = {"keywords": list(keywords)} if keywords else {}
        line = {"file": file, "captions": list(captions), **words}
        lines.append(msgspec.json.encode(line).decode() + "\n")
    return "".join(lines)


def _draft(
    path: Path, number: int, found: object, extra: dict[str, None], tell: Tell
) -> Draft | None:
    if not isinstance(found, dict):
        tell(f"{at(path, number)}: that is no line of captions, such as {_EXAMPLE}; passed over.")
        return None
    extra.update(dict.fromkeys(str(key) for key in found if key not in _KNOWN))
    name = next((found[key] for key in _FILES if found.get(key)), None)
    if not isinstance(name, str):
        tell(f"{at(path, number)}: no photo is named; passed over.")
        return None
    captions = _texts(found.get("captions")) + _texts(found.get("caption") or found.get("text"))
    split = found.get("split")
    return Draft(
        path.parent / name,
        captions,
        number,
        _texts(found.get("keywords")),
        split if isinstance(split, str) else None,
    )


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]


def _tell_extra(path: Path, extra: dict[str, None], tell: Tell) -> None:
    if extra:
        some = ", ".join(f"“{key}”" for key in list(extra)[:8])
        tell(f"{path}: nothing is made of {some}.")
