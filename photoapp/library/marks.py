"""What people say of photos: ratings, flags, colours, captions and keywords, all undoable."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial

from photoapp.catalog import (
    Catalog,
    Color,
    Description,
    Flag,
    Keyword,
    KeywordState,
    MarkField,
)
from photoapp.catalog.spelling import caseless
from photoapp.library.changes import Change, Changes, Exchange

_FLAGGED: dict[Flag, str] = {"pick": "picked", "reject": "rejected", "none": "no longer flagged"}


@dataclass(frozen=True)
class Given:
    """What holds of a photo, whether its file says so or a person, ready to be shown."""

    description: Description
    keywords: tuple[Keyword, ...]


class Marks:
    """What people say of photos; it goes before what the files say, and into them by write-back.

    Each change is added to ``changes`` and returned, None where nothing was to be changed.
    Photos that are not known are passed over.
    """

    def __init__(self, catalog: Catalog, changes: Changes) -> None:
        self._catalog = catalog
        self._changes = changes

    def given(self, photo_ids: Collection[int]) -> dict[int, Given]:
        """Return what holds of photos, by id."""
        keywords = self._catalog.keywords.of(photo_ids)
        descriptions = self._catalog.marks.of(photo_ids)
        return {i: Given(holds, keywords.get(i, ())) for i, holds in descriptions.items()}

    def rate(self, photo_ids: Collection[int], rating: int) -> Change | None:
        """Rate photos, from 1 to 5; 0 takes a rating away."""
        done = f"rated {'★' * rating}" if rating else "no longer rated"
        return self._say("rating", photo_ids, rating, done)

    def flag(self, photo_ids: Collection[int], flag: Flag) -> Change | None:
        """Pick photos, reject them, or neither."""
        return self._say("flag", photo_ids, flag, _FLAGGED[flag])

    def color(self, photo_ids: Collection[int], color: Color) -> Change | None:
        """Give photos a colour, or none."""
        done = "no longer coloured" if color == "none" else f"coloured {color}"
        return self._say("color", photo_ids, color, done)

    def caption(self, photo_ids: Collection[int], text: str) -> Change | None:
        """Give photos a caption; an empty one counts before the file's too."""
        text = text.strip()
        return self._say("caption", photo_ids, text, "captioned" if text else "no longer captioned")

    def add_keywords(self, photo_ids: Collection[int], words: Iterable[str]) -> Change | None:
        """Give photos keywords, written as the library writes them already."""
        spelled = [self._catalog.keywords.spelled(word) for word in _cleaned(words)]
        return self._keywords(self._catalog.keywords.give(photo_ids, spelled), "given")

    def remove_keywords(self, photo_ids: Collection[int], words: Iterable[str]) -> Change | None:
        """Take keywords away from photos, whoever gave them; no file is touched.

        A label that photos lose so is rejected: it is not suggested for them again.
        """
        keywords, cleaned = self._catalog.keywords, _cleaned(words)
        with self._catalog.database.transaction():
            names = {caseless(label.name) for label in self._catalog.labels.all()}
            before = keywords.take(photo_ids, [w for w in cleaned if caseless(w) not in names])
            for word in (w for w in cleaned if caseless(w) in names):
                before |= keywords.reject(self._having(photo_ids, word), word, {})
            return self._keywords(before, "lost")

    def _having(self, photo_ids: Collection[int], word: str) -> list[int]:
        return [
            photo_id
            for photo_id, keywords in self._catalog.keywords.of(photo_ids).items()
            if any(caseless(keyword.word) == caseless(word) for keyword in keywords)
        ]

    def _say(
        self, field: MarkField, photo_ids: Collection[int], value: int | str, done: str
    ) -> Change | None:
        marks = self._catalog.marks
        before = marks.say(field, photo_ids, value)
        return self._changed(field, before, done, Exchange(partial(marks.put, field), before))

    def _keywords(self, before: dict[tuple[int, str], KeywordState], done: str) -> Change | None:
        photo_ids = dict.fromkeys(photo_id for photo_id, _ in before)
        words = ", ".join(dict.fromkeys(f"“{word}”" for _, word in before))
        exchange = Exchange(self._catalog.keywords.put, before)
        return self._changed("keywords", photo_ids, f"{done} {words}", exchange)

    def _changed(
        self, kind: str, photo_ids: Collection[int], done: str, exchange: Callable[[], None]
    ) -> Change | None:
        if not photo_ids:
            return None
        text = f"{photos_in_words(len(photo_ids))} {done}"
        return self._changes.add(Change(kind, text, tuple(photo_ids), exchange, exchange))


def photos_in_words(count: int) -> str:
    """Return "1 photo" or "3 photos"."""
    return "1 photo" if count == 1 else f"{count} photos"


def _cleaned(words: Iterable[str]) -> list[str]:
    """Return words without spaces around them, each once."""
    return list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in words))))
