"""What a person says of a photo, as it is to stand in files."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str, ...]


class CannotHoldError(Exception):
    """A file can't be given metadata without harm; its text says why, as part of a sentence."""


@dataclass(frozen=True)
class Said:
    """What is to stand in a file, whatever else that says.

    ``words`` are keywords to be there, each with its path from the top of a hierarchy down to it
    (of one level where it stands alone); ``lost`` are keywords that are not to be there, and
    ``lost_paths`` paths. Rating, label (a colour's name) and caption: None leaves what the file
    says, an empty text takes it away.
    """

    words: tuple[tuple[str, Path], ...] = ()
    lost: tuple[str, ...] = ()
    lost_paths: tuple[Path, ...] = ()
    rating: str | None = None
    label: str | None = None
    caption: str | None = None

    @property
    def takes_only(self) -> bool:
        """Whether it puts nothing into a file, and only takes away."""
        return not (self.words or self.rating or self.label or self.caption)


def folded(word: str) -> str:
    """Return what two spellings of a keyword have in common, once it has stood in a file."""
    return unicodedata.normalize("NFC", in_xml(word)).casefold()


def folded_all(words: Iterable[str]) -> frozenset[str]:
    """Return what the spellings of some keywords have in common with others."""
    return frozenset(map(folded, words))


def in_xml(text: str) -> str:
    """Return what XML can hold of a text: no control characters, and no lone surrogates."""
    allowed = "".join(c for c in text if c >= " " or c in "\n\t")
    return allowed.encode("utf-8", "replace").decode()
