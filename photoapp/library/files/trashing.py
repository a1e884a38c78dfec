"""Moving photos to the system's trash, with what belongs to them."""

import logging
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.catalog.placed_files import PlacedFile, PlacedFiles
from photoapp.errors import PhotoappError
from photoapp.library.files.refusals import FileActionError
from photoapp.library.files.reports import TrashReport
from photoapp.media import is_video, kind_of_name
from photoapp.media.file_times import modified_ns
from photoapp.media.metadata import FolderSidecars

log = logging.getLogger(__name__)

MoveToTrash = Callable[[Path], None]


@dataclass
class _Trashed:
    photo_ids: list[int] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def system_trash(path: Path) -> None:
    """Move a file to the system's trash.

    Raises:
        OSError: there is none for its drive, or it can't be moved.

    """
    from send2trash import send2trash  # noqa: PLC0415 - it finds the trash when imported

    send2trash(path)


class Trashing:
    """Moves photos to the trash: all their files on present drives, and what belongs to those.

    That is their sidecars and the moving half of a Live Photo, unless another photo in the folder
    has it too.
    """

    def __init__(self, catalog: Catalog, move: MoveToTrash = system_trash) -> None:
        self._catalog = catalog
        self._files = PlacedFiles(catalog.database)
        self._move = move

    def trash(
        self,
        photo_ids: Sequence[int],
        *,
        progress: Callable[[int], None] = lambda _: None,
        stop: threading.Event | None = None,
    ) -> TrashReport:
        """Move photos to the trash; see ``Files.trash``."""
        done = _Trashed()
        for number, photo_id in enumerate(dict.fromkeys(photo_ids)):
            if stop and stop.is_set():
                break
            self._trash(photo_id, done)
            progress(number + 1)
        return TrashReport(tuple(done.photo_ids), tuple(done.files), tuple(done.refused))

    def _trash(self, photo_id: int, done: _Trashed) -> None:
        whole = True
        files = self._files.of(photo_id)
        for file in files:
            try:
                self._trash_file(file, done)
            except PhotoappError as error:
                done.refused.append(str(error))
                whole = False
        if not files:
            done.refused.append("The photo's file is gone already.")
        elif whole:
            done.photo_ids.append(photo_id)

    def _trash_file(self, file: PlacedFile, done: _Trashed) -> None:
        path = file.place
        _check(file)
        beside = _beside(path)
        self._move_one(path)
        done.files.append(path)
        self._catalog.files.forget(file.root_id, [file.path])
        for other in beside:
            try:
                self._move_one(other)
                done.files.append(other)
            except FileActionError as error:
                done.refused.append(str(error))

    def _move_one(self, path: Path) -> None:
        try:
            self._move(path)
        except OSError as error:
            log.info("%s can't be moved to the trash: %s", path, error)
            raise FileActionError(_sentence(path, error)) from error


def _check(file: PlacedFile) -> None:
    """See whether a file is the one that the catalogue knows, so that no other one goes.

    Raises:
        FileActionError: it is not, or is not there.

    """
    path = file.place
    if file.offline:
        message = f"{path} is on a drive that is missing; plug it in to move the photo there too."
        raise FileActionError(message)
    try:
        stat = path.stat()
    except OSError as error:
        raise FileActionError(f"{path} can't be moved to the trash: {error.strerror}.") from error
    if (stat.st_size, modified_ns(stat)) != (file.byte_size, file.modified_ns):
        message = f"{path} has changed since it was indexed; index it, look at it, and try again."
        raise FileActionError(message)


def _beside(path: Path) -> list[Path]:
    """Return the sidecars of a photo, and its video, that no other photo in the folder has.

    Raises:
        FileActionError: the folder can't be listed.

    """
    try:
        names = sorted(os.listdir(path.parent))  # noqa: PTH208 - names only
    except OSError as error:
        raise FileActionError(_sentence(path, error)) from error
    sidecars = FolderSidecars(names)
    others = [n for n in names if n != path.name and kind_of_name(n) == "photo"]
    stem = path.stem.lower()
    own = {*sidecars.of(path.name)} - {s for other in others for s in sidecars.of(other)}
    going = sorted(own)
    if not any(Path(other).stem.lower() == stem for other in others):
        going += [n for n in names if is_video(n) and Path(n).stem.lower() == stem]
    return [path.with_name(name) for name in going]


def _sentence(path: Path, error: OSError) -> str:
    if type(error).__name__ == "TrashPermissionError":  # send2trash's, which only this imports
        return f"{path} is left where it is: its drive has no trash that you may write to."
    why = error.strerror or str(error).partition(": ")[0] or "the system refuses"
    return f"{path} is left where it is: it can't be moved to the trash ({why.rstrip('.')})."
