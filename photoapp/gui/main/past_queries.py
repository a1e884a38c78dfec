"""What was asked before, to go back and forth in."""

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photoapp.search import Query

_MOST = 100


class PastQueries:
    """A row of queries, and where in it we are.

    While words are typed, what is asked changes with every pause: such queries replace each other.
    """

    def __init__(self) -> None:
        self._queries: list[Query] = []
        self._place = -1

    @property
    def current(self) -> "Query | None":
        """What is asked now; None before anything is."""
        return self._queries[self._place] if self._queries else None

    def go_to(self, query: "Query") -> None:
        """Ask something else; what came after is forgotten."""
        if self.current is not None and _goes_on(self.current, query):
            self._queries[self._place] = query
            del self._queries[self._place + 1 :]
        elif query != self.current:
            self._queries = [*self._queries[: self._place + 1], query][-_MOST:]
            self._place = len(self._queries) - 1

    def back(self) -> "Query | None":
        """Go to what was asked before and return it; None if nothing was."""
        return self._step(-1)

    def forward(self) -> "Query | None":
        """Go to what was asked after and return it; None if nothing was."""
        return self._step(1)

    def rename_album(self, before: str, after: str) -> None:
        """Ask for an album by its new name, now and wherever it was asked for."""
        self._queries = [
            replace(query, filter=replace(query.filter, album=after))
            if query.filter.album == before
            else query
            for query in self._queries
        ]

    def _step(self, by: int) -> "Query | None":
        if not 0 <= self._place + by < len(self._queries):
            return None
        self._place += by
        return self._queries[self._place]


def _goes_on(before: "Query", after: "Query") -> bool:
    """Whether a query is another one with more typed, or less."""
    if not (before.words and after.words) or before.filter != after.filter:
        return False
    return before.words.startswith(after.words) or after.words.startswith(before.words)
