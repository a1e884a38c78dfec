"""Which words tell most of some photos: what many of them show, and few others do."""

import math
from collections.abc import Iterable

_MOST = 3
_LEAST_SHARE = 0.15
_LEAST_PHOTOS = 2
_LEAST_LIFT = 1.5
# A word that tells far less than the first one only makes the name longer.
_LEAST_OF_FIRST = 0.3


class Telling:
    """Weighs words by the share of photos that have them, here against the whole library.

    As tf-idf does, with the share for the term's frequency. Words that differ by case are one.

    Args:
        counts: on how many of the library's photos each word is; a word may come twice.
        total: how many photos there are.

    """

    def __init__(self, counts: Iterable[tuple[str, int]], total: int) -> None:
        self._total = max(total, 1)
        self._counts: dict[str, int] = {}
        for word, photos in counts:
            key = word.casefold()
            self._counts[key] = self._counts.get(key, 0) + photos

    def words(
        self, met: Iterable[tuple[str, int]], photos: int, without: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Return the most telling words of some ``photos``, at most three, the best first.

        ``met`` are the words with the ids of the photos that have them.
        """
        known = {name.casefold() for name in without}
        as_written: dict[str, set[int]] = {}
        for word, photo_id in met:
            as_written.setdefault(word, set()).add(photo_id)
        having: dict[str, set[int]] = {}
        written: dict[str, str] = {}
        for word, ids in as_written.items():
            having.setdefault(word.casefold(), set()).update(ids)
            written.setdefault(word.casefold(), word)
        weights = {
            key: weight
            for key, ids in having.items()
            if key not in known and (weight := self._weight(key, len(ids), photos))
        }
        best = sorted(weights, key=lambda key: (-weights[key], key))[:_MOST]
        return tuple(
            written[key] for key in best if weights[key] >= _LEAST_OF_FIRST * weights[best[0]]
        )

    def _weight(self, word: str, here: int, photos: int) -> float:
        share = here / photos
        lift = share / (max(self._counts.get(word, 0), here) / self._total)
        if here < _LEAST_PHOTOS or share < _LEAST_SHARE or lift < _LEAST_LIFT:
            return 0.0
        return share * math.log(lift)
