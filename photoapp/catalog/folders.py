"""Folders as they were when all their files were settled, so that a scan can pass them over."""

import os
import sqlite3
from collections.abc import Collection, Mapping

from photoapp.catalog.database import Database, from_column, to_column
from photoapp.catalog.roots import require_root

# A file dated within two seconds of its hashing may have been changed since under the same date,
# for FAT counts in such steps; and one that could not be read may be readable now. These are to be
# read again however they look. (The words are those of an index in migrations.py.)
UNSETTLED = "(problem IS NOT NULL OR abs(modified_ns - hashed_ns) <= 2000000000)"


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

        Raises:
            FolderError: the root is watched no longer.

        """
        if not signatures and not gone:
            return
        with self._database.transaction() as connection:
            require_root(connection, root_id)
            doubtful = _doubtful(connection, root_id)
            settled = {p: s for p, s in signatures.items() if p not in doubtful}
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


def _doubtful(connection: sqlite3.Connection, root_id: int) -> set[str]:
    """Return the folders that have a file to be read again."""
    query = f"SELECT path FROM file WHERE root_id = ? AND {UNSETTLED}"
    rows = connection.execute(query, (root_id,))
    return {os.path.dirname(from_column(row[0])) for row in rows}  # noqa: PTH120


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)
