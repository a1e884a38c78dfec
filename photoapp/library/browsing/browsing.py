"""Finding photos, and telling what is known of them and what there is."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from photoapp.catalog import Catalog, Color, Flag, PhotoFilter
from photoapp.catalog.browsing import (
    Matches,
    card_rows,
    counts,
    gather,
    match,
    moments_of,
    ordered,
    stale_count,
)
from photoapp.errors import CatalogError
from photoapp.library.active_models import ActiveModels
from photoapp.library.browsing.candidates import MOST_RANKED, Candidates
from photoapp.library.browsing.details import PhotoDetails, Why, details_of, matching_words
from photoapp.library.browsing.facets import Facets, facets_of
from photoapp.library.browsing.found import Answer, Card, Found, Grouping
from photoapp.library.browsing.sections import by_date, by_folder
from photoapp.library.browsing.spoken import spoken_words
from photoapp.library.browsing.suggesting import Name, Suggestion, album_names, names_in, suggest
from photoapp.search import USUAL_CUT_OFF, Query, Ranked

log = logging.getLogger(__name__)

_LEAST_RANKED = 60
# Less likely ones than these nobody wants to see, however loose the cut-off.
_TAIL = 0.05
# More than these are left to the next run of indexing: somebody waits.
_STALE_WORDS = 2000
_SUGGESTED_FROM = 200  # of the last searches


class Browsing:
    """What is shown of a library. Safe to use from several threads; each call may take a moment."""

    def __init__(self, catalog: Catalog, active: ActiveModels) -> None:
        self._catalog = catalog
        self._database = catalog.database
        self._active = active
        self._gathering = threading.Lock()
        self._candidates = Candidates(catalog, active, self._gather)
        self._names: list[Name] | None = None

    def find(self, query: Query, grouping: Grouping = "none") -> Found:
        """Return the photos that answer a query, in the order and the sections to be shown.

        Ranked by relevance, these are the likeliest, and some more; in another order, only those
        that are likely.

        Raises:
            UsageError: the words are not Unicode.
            AlbumError: there is no such album, or it is found by way of itself.
            PhotoUnreadableError: the picture that photos are to resemble can't be read.
            WorkerUnavailableError: the words or the picture can't be turned into a vector.

        """
        self._gather(query)
        unseen = self._catalog.photos.pending_count(self._active.serving().number)
        if not query.ranked:
            found = self._all(query, self._candidates.photos(query), grouping)
        else:
            ranked = self._candidates.rank(query)
            if query.sort in {None, "relevance"}:
                found = _by_relevance(query, ranked)
            else:
                likely = ranked.photo_ids[ranked.chances >= USUAL_CUT_OFF]
                found = self._all(query, moments_of(self._database, likely), grouping)
                chances = dict(zip(ranked.photo_ids.tolist(), ranked.chances.tolist(), strict=True))
                found = replace(found, scores=tuple(chances[i] for i in found.photo_ids))
        suggested = self._only_suggested(query.filter.labels, found.photo_ids)
        return replace(found, unseen=unseen, only_suggested=suggested)

    def answers(self, query: Query, limit: int) -> list[Answer]:
        """Return the first ``limit`` photos that answer a query, with their paths and scores.

        Raises:
            As ``find`` does.

        """
        self._gather(query)
        if not query.ranked:
            ids = self._all(query, self._candidates.photos(query), "none").photo_ids
            return self._told(ids[:limit], {})
        by_relevance = query.sort in {None, "relevance"}
        most = limit if by_relevance else max(limit, MOST_RANKED)
        ranked = self._candidates.rank(query, most)
        rows = zip(ranked.photo_ids, ranked.scores, ranked.chances, strict=True)
        known = {int(i): (float(score), float(chance)) for i, score, chance in rows}
        if by_relevance:
            return self._told(tuple(known), known)
        likely = ranked.photo_ids[ranked.chances >= USUAL_CUT_OFF]
        ids = self._all(query, moments_of(self._database, likely), "none").photo_ids
        return self._told(ids[:limit], known)

    def facets(self) -> Facets:
        """Return how many photos there are of everything that they can be filtered by."""
        self._gather(Query())
        counted, roots = counts(self._database), self._catalog.roots.all()
        self._names = names_in(counted, roots)
        offline = len(match(self._database, PhotoFilter(offline=True)).photo_ids)
        return facets_of(counted, roots, offline)

    def cards(self, photo_ids: Sequence[int]) -> dict[int, Card]:
        """Return what is written on the present ones of some photos, by id."""
        return {
            row.photo_id: Card(
                row.photo_id,
                row.path.name,
                row.rating,
                cast("Flag", row.flag),
                cast("Color", row.color),
                row.offline,
                row.damage is not None,
                row.failure,
                str(row.path),
            )
            for row in card_rows(self._database, photo_ids)
        }

    def details(self, photo_id: int) -> PhotoDetails | None:
        """Return all that is known of a photo, None when no file holds it any more."""
        return details_of(self._catalog, photo_id)

    def why(self, photo_id: int, query: Query) -> Why:
        """Return why a photo answers a query.

        Raises:
            PhotoUnreadableError: the picture that photos are to resemble can't be read.
            WorkerUnavailableError: the words or the picture can't be turned into a vector.

        """
        self._gather(query)
        wanted = query.filter
        spoken = spoken_words(query.words)
        asked = " ".join([*spoken, *wanted.phrases, *wanted.keywords, *wanted.labels])
        words = matching_words(self._catalog, photo_id, asked)
        return Why(self._candidates.chance(query, photo_id) if query.ranked else None, words)

    def suggestions(self, text: str) -> list[Suggestion]:
        """Return how what is being typed may go on, the most useful first.

        The names in it are those that ``facets`` met last.
        """
        if self._names is None:
            self.facets()
        albums = album_names(album.name for album in self._catalog.albums.all())
        history = self._catalog.search_history.recent(_SUGGESTED_FROM)
        return suggest(text, [*albums, *(self._names or ())], history)

    def searches(self, limit: int = 20) -> list[str]:
        """Return the last searches that were remembered, the latest first."""
        return self._catalog.search_history.recent(limit)

    def remember_search(self, text: str) -> None:
        """Remember what was searched for."""
        self._catalog.search_history.add(text)

    def forget_search(self, text: str) -> None:
        """Remember a search no longer."""
        self._catalog.search_history.forget(text)

    def gather(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Bring what photos are found and counted by level; after indexing, so that none waits."""
        with self._gathering:
            gather(self._database, "shown", stopped)
            gather(self._database, "words", stopped)

    def _told(
        self, photo_ids: Sequence[int], known: Mapping[int, tuple[float, float]]
    ) -> list[Answer]:
        photos = self._catalog.photos.records(photo_ids)
        present = [photos[i] for i in photo_ids if i in photos]
        return [
            Answer(photo, rank, *known.get(photo.id, (None, None)))
            for rank, photo in enumerate(present, 1)
        ]

    def _only_suggested(
        self, labels: tuple[str, ...], photo_ids: tuple[int, ...]
    ) -> frozenset[int]:
        """Return those of some photos that are not tagged with all of the labels asked for."""
        if not labels:
            return frozenset()
        tagged = match(self._database, PhotoFilter(keywords=labels)).photo_ids
        return frozenset(photo_ids).difference(tagged.tolist())

    def _gather(self, query: Query) -> None:
        with self._gathering:
            try:
                gather(self._database, "shown")
                few = stale_count(self._database, "words") <= _STALE_WORDS
                if query.filter.phrases or (query.words and few):
                    gather(self._database, "words")
            except CatalogError as error:  # a full disk, say: what is known is shown all the same
                log.warning("what photos are found by is not up to date: %s", error)

    def _all(self, query: Query, matches: Matches, grouping: Grouping) -> Found:
        ids, moments = matches.photo_ids, matches.moments
        if query.sort == "oldest":
            ids, moments = ids[::-1], moments[::-1]
        elif query.sort in {"name", "rating"}:
            ids = ordered(self._database, ids, "name" if query.sort == "name" else "rating")
            grouping = grouping if grouping == "folder" else "none"
        sections, ids = (
            by_folder(self._database, ids, query.filter.folder)
            if grouping == "folder"
            else (by_date(moments, grouping), ids)
        )
        photo_ids = tuple(ids.tolist())
        return Found(query, photo_ids, (), len(photo_ids), grouping, sections)


def _by_relevance(query: Query, ranked: Ranked) -> Found:
    likely = int((ranked.chances >= USUAL_CUT_OFF).sum())
    shown = max(_LEAST_RANKED, likely, int((ranked.chances >= _TAIL).sum()))
    ids, chances = ranked.photo_ids[:shown].tolist(), ranked.chances[:shown].tolist()
    return Found(query, tuple(ids), tuple(chances), likely)
