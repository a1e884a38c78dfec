"""Photos that answer a query: those that meet its filter, and those that are likely right."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Album, Catalog, PhotoFilter
from photoapp.catalog.browsing import Matches, match, said
from photoapp.errors import AlbumError
from photoapp.library.active_models import ActiveModels
from photoapp.library.browsing.spoken import spoken_words
from photoapp.search import USUAL_CUT_OFF, Query, Ranked
from photoapp.search.query_text import parse
from photoapp.search.relevance import UNWANTED_CUT_OFF

Ids = NDArray[np.int64]

MOST_RANKED = 2000
# A photo whose own words say what is looked for is right, or nearly so.
_SAID = 0.9
_NONE = np.empty(0, dtype=np.int64)


class Candidates:
    """Which photos answer a query, smart albums included.

    Args:
        catalog: where photos and albums are.
        active: the model that ranks.
        gather: brings what a query asks level with the catalogue.

    """

    def __init__(
        self, catalog: Catalog, active: ActiveModels, gather: Callable[[Query], None]
    ) -> None:
        self._catalog = catalog
        self._database = catalog.database
        self._active = active
        self._gather = gather

    def photos(self, query: Query, seen: tuple[int, ...] = ()) -> Matches:
        """Return the photos that meet a filter, less those that show what they must not.

        Raises:
            AlbumError: there is no such album, or it is found by way of itself.
            WorkerUnavailableError: words can't be turned into a vector.

        """
        matches = self._matching(query.filter, seen)
        among = np.sort(matches.photo_ids)
        for text in query.without:
            kept = ~np.isin(matches.photo_ids, self._showing(text, among))
            matches = Matches(matches.photo_ids[kept], matches.moments[kept])
        return matches

    def _showing(self, text: str, among: Ids) -> Ids:
        """Return all of some photos that may well show what a text says."""
        limit = MOST_RANKED
        while True:
            shown = self._active.serving().searcher.rank(Query(text), among, limit)
            likely = shown.chances >= UNWANTED_CUT_OFF
            if len(likely) < limit or not likely[-1]:
                return shown.photo_ids[likely]
            limit *= 4

    def rank(self, query: Query, limit: int = MOST_RANKED, *, seen: tuple[int, ...] = ()) -> Ranked:
        """Return the likeliest photos that meet the filter of a query that ranks.

        Raises:
            As ``photos`` and ``Searcher.rank`` do.

        """
        among = None
        if query.filter != PhotoFilter():
            among = np.sort(self._matching(query.filter, seen).photo_ids)
        ranked = self._active.serving().searcher.rank(query, among, limit)
        return self._with_said(query, among, ranked, limit)

    def chance(self, query: Query, photo_id: int) -> float | None:
        """Return how likely a photo is right, None if it is not searchable.

        Raises:
            As ``Searcher.rank`` does.

        """
        among = np.array([photo_id], dtype=np.int64)
        ranked = self._active.serving().searcher.rank(query, among, 1)
        chances = self._with_said(query, among, ranked).chances
        return float(chances[0]) if len(chances) else None

    def _matching(self, wanted: PhotoFilter, seen: tuple[int, ...]) -> Matches:
        """Return the photos that meet a filter; ``seen`` are the smart albums that led to it."""
        if wanted.album is None:
            return match(self._database, wanted)
        album = self._album(wanted.album)
        if album.query is None:
            return match(self._database, replace(wanted, album=album.name))
        if album.id in seen:
            raise AlbumError(
                f"The smart album “{album.name}” is found by way of itself; change its query."
            )
        inside = self._answers(parse(album.query), (*seen, album.id))
        matches = match(self._database, replace(wanted, album=None))
        kept = np.isin(matches.photo_ids, inside)
        return Matches(matches.photo_ids[kept], matches.moments[kept])

    def _answers(self, query: Query, seen: tuple[int, ...]) -> Ids:
        if query.filter.phrases:
            self._gather(query)
        if not query.ranked:
            return self.photos(query, seen).photo_ids
        ranked = self.rank(query, seen=seen)
        return ranked.photo_ids[ranked.chances >= USUAL_CUT_OFF]

    def _album(self, name: str) -> Album:
        for album in self._catalog.albums.all():
            if album.name.casefold() == " ".join(name.split()).casefold():
                return album
        raise AlbumError(f"There is no album “{name}”; choose another one, or leave out album:.")

    def _with_said(
        self, query: Query, among: Ids | None, ranked: Ranked, limit: int = MOST_RANKED
    ) -> Ranked:
        """Put photos first whose captions, keywords or places say all the words."""
        words = spoken_words(query.words)
        telling = said(self._database, words) if words and query.like is None else _NONE
        if among is not None:
            telling = np.intersect1d(telling, among)
        if not len(telling):
            return ranked
        right = self._active.serving().searcher.rank(query, np.sort(telling), limit)
        others = ~np.isin(ranked.photo_ids, right.photo_ids)
        raised = (_SAID + (1 - _SAID) * right.chances).astype(np.float32)
        ids = np.concatenate([right.photo_ids, ranked.photo_ids[others]])
        scores = np.concatenate([right.scores, ranked.scores[others]])
        chances = np.concatenate([raised, ranked.chances[others]])
        order = np.argsort(-chances, kind="stable")[:limit]
        return Ranked(ids[order], scores[order], chances[order])
