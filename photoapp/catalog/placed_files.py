"""Where a photo's files are, for those who act on them."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import Database, from_column


@dataclass(frozen=True)
class PlacedFile:
    """One file of a photo as the catalogue knows it; ``path`` is relative to its root.

    ``offline`` says that its drive was missing when that was last looked at.
    """

    id: int
    root_id: int
    root: Path
    path: str
    byte_size: int
    modified_ns: int
    offline: bool

    @property
    def place(self) -> Path:
        """Where it is."""
        return self.root / self.path


class PlacedFiles:
    """The files of photos, with their roots."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, photo_id: int) -> list[PlacedFile]:
        """Return the files of a photo, those on present drives first."""
        return self._where("photo_id = ?", photo_id)

    def among(self, file_ids: Collection[int]) -> list[PlacedFile]:
        """Return the files with these ids that are known still, those on present drives first."""
        chosen = "file.id IN (SELECT value FROM json_each(?))"
        return self._where(chosen, json.dumps(list(file_ids)))

    def _where(self, condition: str, value: int | str) -> list[PlacedFile]:
        rows = self._database.connection().execute(
            "SELECT file.id, root_id, root.path AS root, file.path AS path, byte_size,"
            f" modified_ns, offline FROM file JOIN root ON root.id = root_id WHERE {condition}"
            " ORDER BY offline, file.id",
            (value,),
        )
        return [
            PlacedFile(
                row["id"],
                row["root_id"],
                Path(from_column(row["root"])),
                from_column(row["path"]),
                row["byte_size"],
                row["modified_ns"],
                bool(row["offline"]),
            )
            for row in rows
        ]
