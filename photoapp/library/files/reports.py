"""What was done to photos' files, and what could not be."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ExportReport:
    """What an export did: ``files`` were written for ``exported`` photos, ``skipped`` were there.

    ``refused`` are sentences that name what could not be exported.
    """

    exported: int = 0
    skipped: int = 0
    files: tuple[Path, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrashReport:
    """What was moved to the trash: ``photo_ids`` whole, ``files`` of them and beside them.

    ``refused`` are sentences that name what could not be.
    """

    photo_ids: tuple[int, ...] = ()
    files: tuple[Path, ...] = ()
    refused: tuple[str, ...] = ()
