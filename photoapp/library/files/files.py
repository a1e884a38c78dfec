"""All that can be done to photos' files, as one object."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from photoapp import media
from photoapp.catalog import Catalog
from photoapp.library.changes import Change, Changes
from photoapp.library.files.journal import Journal
from photoapp.library.files.options import ExportOptions
from photoapp.library.files.reports import ExportReport, TrashReport
from photoapp.media.metadata import Metadata
from photoapp.paths import AppPaths

log = logging.getLogger(__name__)

Refused = Callable[[str], None]
Progress = Callable[[int], None]
ReadMetadata = Callable[[Path], Metadata]


def _nobody(_done: int) -> None:
    """Tell nobody how many photos are done."""


class Files:
    """Acts on photos' files, and has the catalogue follow at once. Safe to use from any thread.

    What an earlier run was killed over is put right when this is made.
    """

    def __init__(
        self,
        paths: AppPaths,
        catalog: Catalog,
        thumbnails: media.ThumbnailStore,
        changes: Changes,
        read_metadata: ReadMetadata,
    ) -> None:
        self._catalog, self._thumbnails, self._changes = catalog, thumbnails, changes
        self._read_metadata = read_metadata
        self._journal = Journal(paths.data / "rewriting")
        if self._journal.has_entries():
            from photoapp.library.files.rewriting import Rewriting  # noqa: PLC0415 - seldom needed

            Rewriting(catalog, self._journal).mend()

    def rotate(
        self,
        photo_ids: Sequence[int],
        quarter_turns: int,
        *,
        refused: Refused = log.warning,
        progress: Progress = _nobody,
        stop: threading.Event | None = None,
    ) -> Change | None:
        """Turn photos to the right by quarters of a circle, or to the left (below 0).

        Only the orientation that their files state is changed: a few bytes of all files of a
        photo that are on present drives. Undoing brings back the very same bytes. Vectors are made
        anew by the next indexing. ``refused`` is told a sentence for each photo that is left as it
        was, ``progress`` how many are done. None if nothing was turned.
        """
        from photoapp.library.files.rewriting import Rewriting  # noqa: PLC0415 - as above
        from photoapp.library.files.rotating import Rotating  # noqa: PLC0415

        rewriting = Rewriting(self._catalog, self._journal)
        rotating = Rotating(self._catalog, rewriting, self._thumbnails, self._changes)
        return rotating.rotate(
            photo_ids, quarter_turns, refused=refused, progress=progress, stop=stop
        )

    def export(
        self,
        photo_ids: Sequence[int],
        folder: Path,
        options: ExportOptions,
        *,
        progress: Progress = _nobody,
        stop: threading.Event | None = None,
    ) -> ExportReport:
        """Write copies of photos, or links to them, into a folder, which is made if need be.

        Where nothing is asked they are copied as they are, with an XMP file beside them for what a
        person or a sidecar says. Else they are decoded, turned upright and written in sRGB, with
        EXIF and XMP made of what is known. Live Photos' videos are left out, and no file in a
        watched folder is ever replaced. What can't be exported is named in the report. Links
        lead to the photos' files alone: what a person says of them is not written beside those.

        Raises:
            FolderError: the folder can't be made or written, or takes no links.

        """
        from photoapp.library.files.exporting import Exporting  # noqa: PLC0415 - as above

        exporting = Exporting(self._catalog, self._read_metadata)
        return exporting.export(photo_ids, folder, options, progress=progress, stop=stop)

    def trash(
        self,
        photo_ids: Sequence[int],
        *,
        progress: Progress = _nobody,
        stop: threading.Event | None = None,
    ) -> TrashReport:
        """Move photos to the system's trash: all their files, their sidecars, Live Photos' videos.

        Nothing is ever deleted; what can't be moved stays, and is named in the report.
        """
        from photoapp.library.files.trashing import Trashing  # noqa: PLC0415 - as above

        return Trashing(self._catalog).trash(photo_ids, progress=progress, stop=stop)
