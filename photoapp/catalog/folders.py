"""Folders as they were when all their files were settled, so that a scan can pass them over."""

import os
from collections.abc import Collection, Mapping

from photoapp.catalog.database import Database, from_column, to_column

# A file dated within this of its hashing may have been changed since under the same date: FAT
# counts in steps of two seconds.
_RACY_NS = 2_000_000_000
# Of a file that need not be read again as long as it looks the same.
SETTLED = f"(problem IS NULL AND abs(modified_ns - hashed_ns) > {_RACY_NS})"


class Folders:
    """A signature for each folder whose files are all as the catalogue has them.

    There is none for a folder that has a file to be read again; whoever marks one so must
    ``doubt`` it. Losing signatures costs a comparison, no more.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def signatures(self, root_id: int, folder: str = "") -> dict[str, bytes]:
        """Return the signatures of a folder of a root and of those below it, by relative path."""
        cursor = self._database.connection().execute(
            "SELECT path, signature FROM folder WHERE root_id = ?", (root_id,)
        )
        cursor.row_factory = None
        found = {from_column(path): signature for path, signature in cursor}
        return {p: s for p, s in found.items() if _is_in(p, folder)} if folder else found

    def settle(
        self, root_id: int, signatures: Mapping[str, bytes], gone: Collection[str] = ()
    ) -> None:
        """Note that all files of some folders are as they were when they were signed.

        Folders that have a file to be read again are left out; those ``gone`` are forgotten.
        """
        if not signatures and not gone:
            return
        doubtful = self._doubtful(root_id)
        settled = {p: s for p, s in signatures.items() if p not in doubtful}
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO folder VALUES (?, ?, ?)",
                [(root_id, to_column(path), signature) for path, signature in settled.items()],
            )
            connection.executemany(
                "DELETE FROM folder WHERE root_id = ? AND path = ?",
                [(root_id, to_column(p)) for p in {*gone, *signatures} - settled.keys()],
            )

    def doubt(self, root_id: int, folder: str) -> None:
        """Have the files of a folder compared by the next scan."""
        with self._database.transaction() as connection:
            query = "DELETE FROM folder WHERE root_id = ? AND path = ?"
            connection.execute(query, (root_id, to_column(folder)))

    def _doubtful(self, root_id: int) -> set[str]:
        rows = self._database.connection().execute(
            f"SELECT path FROM file WHERE root_id = ? AND NOT ({SETTLED})", (root_id,)
        )
        return {os.path.dirname(from_column(row[0])) for row in rows}  # noqa: PTH120


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)
