"""Photos with captions, from a file of JSON lines."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from photoapp.errors import DataFileError
from photoapp.evaluation.problems import Problems, Tell, is_file, read_text


@dataclass(frozen=True)
class CaptionedPhoto:
    """A photo and its captions, the first of which is the query when retrieval is measured."""

    path: Path
    captions: tuple[str, ...]
    split: str | None = None


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    file: str
    captions: list[str]
    split: str | None = None
    # What "photoapp captions export" writes besides; nobody searches for it here.
    keywords: list[str] = []


_decoder = msgspec.json.Decoder(_Line)


def read_captions(
    file: Path, *, split: str | None = None, strict: bool = False, tell: Tell = lambda _: None
) -> list[CaptionedPhoto]:
    """Read ``{"file": …, "captions": […], "split": …}`` lines; paths are relative to the file.

    Lines that can't be used (broken, no caption, photo missing) are passed over, each with a
    sentence to ``tell``; empty captions beside good ones are dropped likewise. ``split`` keeps
    only the lines of that split.

    Raises:
        DataFileError: the file can't be read, holds no usable line, or ``strict`` and a line
            can't be used.

    """
    problems = Problems(file, tell, strict=strict)
    photos = []
    for number, text in enumerate(read_text(file).split("\n"), 1):
        if text.strip() and (photo := _parse(file.parent, number, text, problems)):
            photos.append(photo)
    chosen = [photo for photo in photos if split is None or photo.split == split]
    if not chosen:
        what = f"line of the split {split!r}" if split else "usable line"
        raise DataFileError(f"{file} holds no {what}; see the guide for what a line looks like.")
    return chosen


def _parse(folder: Path, number: int, text: str, problems: Problems) -> CaptionedPhoto | None:
    try:
        line = _decoder.decode(text)
    except msgspec.MsgspecError as error:
        problems.add(number, f"not a captions line ({error})")
        return None
    path = folder / line.file
    captions = tuple(caption.strip() for caption in line.captions if caption.strip())
    if not captions:
        problems.add(number, "no caption")
    elif not is_file(path):
        problems.add(number, f"there is no photo {path}")
    else:
        if len(captions) < len(line.captions):
            problems.add(number, "an empty caption")
        return CaptionedPhoto(path, captions, line.split)
    return None
