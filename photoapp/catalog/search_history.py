"""What people searched for."""

import time

from photoapp.catalog.database import Database

_MOST = 1000


class SearchHistory:
    """The last searches, each once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: str) -> None:
        """Remember a search as the latest one; spaces around words don't count."""
        if not (words := " ".join(text.split())):
            return
        with self._database.transaction() as connection:
            # A row that is replaced gets a new number: they are in the order of their use,
            # whatever the clock has done.
            connection.execute(
                "INSERT OR REPLACE INTO search_history VALUES (?, ?)", (words, time.time())
            )
            connection.execute(
                "DELETE FROM search_history WHERE rowid <= (SELECT rowid FROM search_history"
                " ORDER BY rowid DESC LIMIT 1 OFFSET ?)",
                (_MOST,),
            )

    def recent(self, limit: int = 20) -> list[str]:
        """Return the last searches, the latest first."""
        query = "SELECT text FROM search_history ORDER BY rowid DESC LIMIT ?"
        return [row[0] for row in self._database.connection().execute(query, (limit,))]

    def forget(self, text: str) -> None:
        """Forget a search."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM search_history WHERE text = ?", (" ".join(text.split()),)
            )

    def clear(self) -> None:
        """Forget all searches."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM search_history")
