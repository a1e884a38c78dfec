"""A photo with its captions, as a file says it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

# Is told a sentence for each thing that is passed over.
Tell = Callable[[str], None]

MOST_CHARACTERS = 2000
MOST_CAPTIONS = 100


@dataclass(frozen=True)
class CaptionLine:
    """What a file says of a photo; there need be no photo at ``file``.

    ``captions`` begin with the chief one. ``row`` is the line it stands on, counted from 1.
    ``split`` is "train", "val" or "test" where a list says so, for training and measuring.
    """

    file: Path
    captions: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    row: int = 1
    split: str | None = None


@dataclass(frozen=True)
class Draft:
    """A line before its texts have been looked at."""

    file: Path
    captions: Iterable[str]
    row: int = 1
    keywords: Iterable[str] = ()
    split: str | None = None


def tidy(source: Path, draft: Draft, tell: Tell) -> CaptionLine | None:
    """Return a line with its texts made tidy, each once; None where none is left."""
    if "\0" in str(draft.file):
        tell(f"{at(source, draft.row)}: no file can be called so; passed over.")
        return None
    captions = []
    for caption in dict.fromkeys(" ".join(text.split()) for text in draft.captions):
        if not _is_text(caption):
            tell(f"{at(source, draft.row)}: a caption is no text; passed over.")
        elif len(caption) > MOST_CHARACTERS:
            tell(
                f"{at(source, draft.row)}: a caption is longer than {MOST_CHARACTERS} characters; "
                "passed over."
            )
        elif caption:
            captions.append(caption)
    if len(captions) > MOST_CAPTIONS:
        tell(f"{at(source, draft.row)}: only the first {MOST_CAPTIONS} captions are taken.")
    keywords = dict.fromkeys(" ".join(word.split()) for word in draft.keywords if _is_text(word))
    words = tuple(word for word in keywords if 0 < len(word) <= MOST_CHARACTERS)
    if not captions and not words:
        tell(f"{at(source, draft.row)}: there is no caption; passed over.")
        return None
    return CaptionLine(
        draft.file, tuple(captions[:MOST_CAPTIONS]), words, draft.row, draft.split or None
    )


def at(source: Path, row: int) -> str:
    """Return "captions.csv, line 7"."""
    return f"{source}, line {row}"


def joined(lines: Iterable[CaptionLine]) -> list[CaptionLine]:
    """Return lines with those of one photo made one, in the place of the first."""
    found: dict[Path, CaptionLine] = {}
    for line in lines:
        known = found.get(line.file)
        found[line.file] = line if known is None else _both(known, line)
    return list(found.values())


def _both(first: CaptionLine, second: CaptionLine) -> CaptionLine:
    return CaptionLine(
        first.file,
        tuple(dict.fromkeys((*first.captions, *second.captions))),
        tuple(dict.fromkeys((*first.keywords, *second.keywords))),
        first.row,
        first.split or second.split,
    )


def _is_text(text: str) -> bool:
    """Return whether a text is one that can be kept: no half characters, and nothing binary."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
