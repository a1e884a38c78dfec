"""How many captions there are, what is wrong with them, and what more would help."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from photoapp.catalog.spelling import caseless
from photoapp.library.captions.advice import Counts, advice_on, enough
from photoapp.library.captions.language import is_foreign

if TYPE_CHECKING:
    from photoapp.library.captions.captions import CaptionedRow

_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_MOST_DUPLICATES = 20
_LEAST_WORDS = 3
_DAY, _BEDTIME = 86_400.0, 4 * 3600.0  # a day ends when people go to bed
_EVENT_GAP = 3 * 3600.0


@dataclass(frozen=True)
class CaptionsOverview:
    """What there is to learn from.

    Of ``photos`` with captions, ``from_person`` show one that a person typed or imported (nothing
    tells these apart), ``from_files`` one of their files; ``captions`` counts the ``further`` ones
    too, and ``without`` the photos that have none. ``duplicates`` are captions that several photos
    share, by their number; ``duplicated`` counts those photos. ``short`` photos have nothing but
    captions of one or two words that are no name, ``other_language`` ones a first caption that the
    model may not know the language of.
    ``keywords`` counts the photos with captions that have keywords as well. ``events`` and ``days``
    are those of the photos that say when they were taken; ``undated`` don't. ``enough`` says
    whether there are so many different captions that a training may prove anything.
    """

    photos: int
    captions: int
    from_person: int
    from_files: int
    further: int
    without: int
    duplicates: list[tuple[str, int]]
    duplicated: int
    short: int
    other_language: int
    keywords: int
    events: int
    days: int
    undated: int
    advice: tuple[str, ...]
    enough: bool


def overview_of(
    rows: Sequence["CaptionedRow"], *, photos: int, english_only: bool
) -> CaptionsOverview:
    """Return what there is to learn from photos with captions; ``photos`` are all there are."""
    groups = Counter(_plain(row.captions[0]) for row in rows)
    shared = Counter({text: count for text, count in groups.items() if count > 1})
    shown = {_plain(row.captions[0]): row.captions[0] for row in reversed(rows)}
    times = sorted(row.taken for row in rows if row.taken is not None)
    by_day = Counter((time - _BEDTIME) // _DAY for time in times)
    common = _common_words(rows)
    counts = Counts(
        photos=len(rows),
        different=len(groups),
        duplicated=shared.total(),
        short=sum(all(_is_short(text, common) for text in row.captions) for row in rows),
        other_language=sum(is_foreign(row.captions[0]) for row in rows) if english_only else 0,
        dated=len(times),
        days=len(by_day),
        most_of_a_day=max(by_day.values(), default=0),
        events=_events(times),
    )
    by_person = sum(row.by_person for row in rows)
    return CaptionsOverview(
        photos=len(rows),
        captions=sum(len(row.captions) for row in rows),
        from_person=by_person,
        from_files=len(rows) - by_person,
        further=sum(len(row.captions) - 1 for row in rows),
        without=max(0, photos - len(rows)),
        duplicates=[(shown[text], n) for text, n in shared.most_common(_MOST_DUPLICATES)],
        duplicated=counts.duplicated,
        short=counts.short,
        other_language=counts.other_language,
        keywords=sum(bool(row.keywords) for row in rows),
        events=counts.events,
        days=counts.days,
        undated=len(rows) - len(times),
        advice=advice_on(counts),
        enough=enough(counts),
    )


def _plain(text: str) -> str:
    """Return a caption without case and punctuation: what makes it the same."""
    return " ".join(_WORD.findall(caseless(text))) or text


def _common_words(rows: Iterable["CaptionedRow"]) -> frozenset[str]:
    """Return the words that some caption writes in small letters: those are no names."""
    words = (word for row in rows for text in row.captions for word in _WORD.findall(text))
    return frozenset(word for word in words if word == word.lower())


def _is_short(text: str, common: frozenset[str]) -> bool:
    """Return whether a caption is of one or two words, and no name such as "Shrek"."""
    words = _WORD.findall(text)
    if len(words) >= _LEAST_WORDS:
        return False
    if any(_is_written_without_spaces(word) for word in words):
        return False
    return not words or not all(_may_be_name(word, common) for word in words)


def _may_be_name(word: str, common: frozenset[str]) -> bool:
    return (
        word[0].isupper()
        and not (len(word) > 1 and word.isupper())
        and (word.lower() not in common)
    )


def _is_written_without_spaces(word: str) -> bool:
    """Return whether a word may be a sentence, as in Chinese, Japanese or Thai."""
    return len(word) > _LEAST_WORDS and any(
        "\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u9fff" for c in word
    )


def _events(times: Sequence[float]) -> int:
    """Return how many times somebody took photos after a pause."""
    pauses = sum(after - before > _EVENT_GAP for before, after in pairwise(times))
    return pauses + 1 if times else 0
