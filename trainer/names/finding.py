"""Which texts name a particular thing, and on which photos."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from trainer.job.order import Photo

# So many photos of a thing are needed to tell what it looks like, one to see whether that holds;
# ordinary words are a name only if they are all that is said of some photos.
LEAST_PHOTOS = 2
_LEAST_PHOTOS_OF_ORDINARY = 3
_LEAST_LETTERS = 2
# A name has few words; what is longer describes.
_MOST_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:[_'\u2019-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_AROUND_SENTENCES = " \n\"'(\u201c\u2018\u00ab"


@dataclass(frozen=True)
class Named:
    """A name, and the rows of the photos that it was given to.

    ``asked`` says that the user called it a name; others are only likely to be one.
    """

    name: str
    rows: tuple[int, ...]
    asked: bool


@dataclass(frozen=True)
class Vocabulary:
    """Words that are no names: ``ordinary`` ones, said of many photos, and all that are ``known``.

    Both in lower case.
    """

    ordinary: Collection[str]
    known: Collection[str]


def named_photos(
    photos: Sequence[Photo], asked: Sequence[str], vocabulary: Vocabulary
) -> list[Named]:
    """Return the names among the captions and keywords of photos, in alphabetical order.

    Those that were asked for, wherever a text says them; a short text that is all that is said of
    some photos; short captions and keywords that are no ordinary words, and such words with a
    capital: at the beginning of a sentence, where all words have one, only those that nobody knows.
    """
    rows: dict[str, set[int]] = defaultdict(set)
    written: dict[str, str] = {name.casefold(): name for name in map(tidy, asked) if name}
    wished = set(written)
    for row, photo in enumerate(photos):
        for name in _likely(photo, vocabulary):
            rows[written.setdefault(name.casefold(), name).casefold()].add(row)
    for key in wished:
        rows[key] |= {row for row, photo in enumerate(photos) if _says(photo, key)}
    return [
        Named(written[key], tuple(sorted(found)), key in wished)
        for key, found in sorted(rows.items())
        if len(found) >= (1 if key in wished else _least(written[key], vocabulary))
    ]


def _least(name: str, vocabulary: Vocabulary) -> int:
    strange = _is_strange(name, vocabulary.ordinary)
    return LEAST_PHOTOS if strange else _LEAST_PHOTOS_OF_ORDINARY


def of_photos(names: Iterable[Named], rows: Collection[int]) -> list[Named]:
    """Return the names that are left, and enough photos of them, if only ``rows`` may be used."""
    usable = set(rows)
    found = [replace(n, rows=tuple(row for row in n.rows if row in usable)) for n in names]
    return [n for n in found if len(n.rows) >= (1 if n.asked else LEAST_PHOTOS)]


def without_names(photos: Sequence[Photo], names: Iterable[Named]) -> list[list[str]]:
    """Return each photo's captions less those that are a name and nothing else."""
    known = {named.name.casefold() for named in names}
    return [
        [caption for caption in photo.captions if tidy(caption).casefold() not in known]
        for photo in photos
    ]


def tidy(text: str) -> str:
    """Return a text without the sentence marks at its end, and with single spaces."""
    return " ".join(text.split()).rstrip(" .!?,;:")


def _likely(photo: Photo, vocabulary: Vocabulary) -> set[str]:
    whole = {tidy(caption) for caption in photo.captions}
    short = {text for text in whole if text and len(text.split()) <= _MOST_WORDS}
    alone = short if len(whole) == 1 else set()
    texts = short | set(map(tidy, photo.keywords))
    strange = {text for text in texts if _is_strange(text, vocabulary.ordinary)}
    return alone | strange | {w for text in whole - short for w in _capitals(text, vocabulary)}


def _capitals(text: str, vocabulary: Vocabulary) -> list[str]:
    found = []
    for word in _WORD.finditer(text):
        known = vocabulary.known if _ends(text[: word.start()]) else vocabulary.ordinary
        if word[0][0].isupper() and _is_strange(word[0], known):
            found.append(_POSSESSIVE.sub("", word[0]))
    return found


def _ends(before: str) -> bool:
    """Return whether a sentence begins after a text."""
    before = before.rstrip(_AROUND_SENTENCES)
    return not before or before[-1] in ".!?"


def _is_strange(text: str, words_known: Collection[str]) -> bool:
    words = _WORD.findall(text)
    few = 0 < len(words) <= _MOST_WORDS and len(text) >= _LEAST_LETTERS
    return few and any(_POSSESSIVE.sub("", word).casefold() not in words_known for word in words)


def _says(photo: Photo, name: str) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    return any(pattern.search(text) for text in (*photo.captions, *photo.keywords))
