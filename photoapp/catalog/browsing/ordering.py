"""Photos in the order of their names or ratings, and the folders that they lie in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.browsing.matching import Matches
from photoapp.catalog.database import Database, from_column

_ORDERS = {
    "name": "name COLLATE NOCASE, moment DESC, photo_id",
    "rating": "rating DESC, moment DESC, photo_id",
}


def moments_of(database: Database, photo_ids: NDArray[np.int64]) -> Matches:
    """Return some photos, int64 (n,), of those that can be shown, the newest first."""
    query = "SELECT photo_id, moment FROM shown WHERE photo_id IN (SELECT value FROM json_each(?))"
    rows = database.connection().execute(query, (f"[{','.join(map(str, photo_ids.tolist()))}]",))
    pairs = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
    order = np.lexsort((pairs[:, 0], -pairs[:, 1]))
    return Matches(pairs[order, 0], pairs[order, 1])


def ordered(
    database: Database, photo_ids: NDArray[np.int64], by: Literal["name", "rating"]
) -> NDArray[np.int64]:
    """Return photos, int64 (n,), by name or with the best first."""
    cursor = database.connection().cursor()
    cursor.row_factory = None
    rows = cursor.execute(f"SELECT photo_id FROM shown ORDER BY {_ORDERS[by]}").fetchall()
    every = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    return every[np.isin(every, photo_ids)]


def folders_of(database: Database) -> dict[Path, NDArray[np.int64]]:
    """Return the photos, int64 (n,), in each folder, by its whole path."""
    rows = database.connection().execute(
        "SELECT path, folder, group_concat(photo_id) FROM shown_folder"
        " JOIN root ON root.id = root_id GROUP BY failed, root_id, folder"
    )
    found: dict[Path, Sequence[NDArray[np.int64]]] = {}
    for root, folder, ids in rows:
        path = Path(from_column(root), from_column(folder))
        found[path] = [*found.get(path, ()), np.fromstring(ids, dtype=np.int64, sep=",")]
    return {path: np.concatenate(parts) for path, parts in found.items()}
