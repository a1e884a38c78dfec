"""Photos for other places: copies as they are, or smaller, telling less, or links to the files."""

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from photoapp import media
from photoapp.catalog import Catalog
from photoapp.catalog.placed_files import PlacedFile, PlacedFiles
from photoapp.errors import FolderError, PhotoappError, PhotoUnreadableError
from photoapp.library.files.linking import hard_link_to, link_to
from photoapp.library.files.options import ExportOptions, file_stem
from photoapp.library.files.refusals import FileActionError, refusal
from photoapp.library.files.replacing import temporary_beside
from photoapp.library.files.reports import ExportReport
from photoapp.library.files.telling import Told, told_of
from photoapp.library.roots import holder_of
from photoapp.media.encoding import SUFFIXES, EncodedFormat, encoded, reduced_to
from photoapp.media.metadata import FolderSidecars, Metadata
from photoapp.media.metadata.writing import exif_of, xmp_of
from photoapp.paths import absolute

log = logging.getLogger(__name__)

_SUFFIXES_OF: dict[EncodedFormat, frozenset[str]] = {
    "jpeg": frozenset([".jpg", ".jpeg", ".jpe", ".jfif"]),
    "png": frozenset([".png"]),
    "webp": frozenset([".webp"]),
}

ReadMetadata = Callable[[Path], Metadata]


@dataclass
class _Export:
    """An export that is going on."""

    folder: Path
    options: ExportOptions
    total: int
    exported: int = 0
    skipped: int = 0
    files: list[Path] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # names of this export, without their case

    def report(self) -> ExportReport:
        return ExportReport(self.exported, self.skipped, tuple(self.files), tuple(self.refused))


class Exporting:
    """Exports photos. Safe to use from several threads.

    Args:
        catalog: where they are, and what is said of them.
        read: the metadata of a file that has not been read yet.

    """

    def __init__(self, catalog: Catalog, read: ReadMetadata) -> None:
        self._catalog = catalog
        self._files = PlacedFiles(catalog.database)
        self._read = read

    def export(
        self,
        photo_ids: Sequence[int],
        folder: Path,
        options: ExportOptions,
        *,
        progress: Callable[[int], None] = lambda _: None,
        stop: threading.Event | None = None,
    ) -> ExportReport:
        """Export photos; see ``Files.export``."""
        unique = list(dict.fromkeys(photo_ids))
        export = _Export(_made(absolute(folder)), options, len(unique))
        for number, photo_id in enumerate(unique, 1):
            if stop and stop.is_set():
                break
            try:
                self._export(export, photo_id, number)
            except FolderError:
                raise  # the folder refuses, so it would refuse all the others too
            except PhotoappError as error:
                export.refused.append(str(error))
            progress(number)
        return export.report()

    def _export(self, export: _Export, photo_id: int, number: int) -> None:
        source = _source(self._files.of(photo_id))
        told = told_of(self._catalog, photo_id, lambda: self._read(source))
        stem = _stem(export, source, told.metadata, number)
        target = self._target(export, stem, _suffix(export.options, source))
        if target is None:
            export.skipped += 1
            return
        if export.options.as_links != "copies":
            _link(export.options, source, target)
        elif export.options.untouched:
            _copy(export, source, target, told)
        else:
            _encode(export.options, source, target, told)
        export.exported += 1
        export.files.append(target)

    def _target(self, export: _Export, stem: str, suffix: str) -> Path | None:
        """Return where a photo goes, None if it is to be skipped.

        Two photos of one export never go to the same place.
        """
        for attempt in range(1, export.total + 1_000_000):
            name = f"{stem}{suffix}" if attempt == 1 else f"{stem} ({attempt}){suffix}"
            target = export.folder / name
            if name.casefold() in export.taken:
                continue
            if os.path.lexists(target) or os.path.lexists(_beside(target)):
                if export.options.on_conflict == "skip":
                    return None
                if export.options.on_conflict == "number":
                    continue
                self._refuse_originals(target)
            export.taken.add(name.casefold())
            return target
        raise FileActionError(f"{export.folder / stem} has no name left; choose another folder.")

    def _refuse_originals(self, target: Path) -> None:
        """Raise FileActionError if a file lies where photos are watched."""
        roots = self._catalog.roots.all()
        # A link is replaced itself, never what it leads to; its folder may be another's link.
        for path in (target, Path(os.path.realpath(target.parent), target.name)):
            if self._catalog.files.photo_at(path) or holder_of(roots, path.parent):
                message = (
                    f"{target} lies in a watched folder, and is not replaced; export elsewhere."
                )
                raise FileActionError(message)


def _made(folder: Path) -> Path:
    """Return a folder, made if it was not there.

    Raises:
        FolderError: it can't be.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {folder} can't be made ({error.strerror}); choose another one."
        raise FolderError(message) from error
    if not os.access(folder, os.W_OK):
        raise FolderError(f"The folder {folder} can't be written; choose another one.")
    return folder


def _source(files: Sequence[PlacedFile]) -> Path:
    for file in files:
        if not file.offline and file.place.is_file():
            return file.place
    if not files:
        raise FileActionError("The photo's file is gone; look where it was moved to.")
    if files[0].offline:
        message = f"{files[0].place} is on a drive that is missing; plug it in, and export again."
        raise FileActionError(message)
    raise FileActionError(f"{files[0].place} is not there any more; look where it has gone.")


def _stem(export: _Export, source: Path, metadata: Metadata, number: int) -> str:
    taken = metadata.taken.value.local[:10] if metadata.taken else "undated"
    return file_stem(
        export.options.names, name=source.stem, date=taken, number=number, total=export.total
    )


def _suffix(options: ExportOptions, source: Path) -> str:
    if options.untouched:
        return source.suffix
    if options.format != "original":
        return SUFFIXES[options.format]
    # What can't be written becomes a JPEG.
    can = source.suffix.lower() in {s for known in _SUFFIXES_OF.values() for s in known}
    return source.suffix if can else SUFFIXES["jpeg"]


def _copy(export: _Export, source: Path, target: Path, told: Told) -> None:
    """Copy a file as it is; what it does not hold itself goes beside it."""
    with _written(source, target) as temporary:
        shutil.copyfile(source, temporary)
        _date_as(source, temporary)
    names = os.listdir(source.parent)  # noqa: PTH208 - names only
    if told.by_person or FolderSidecars(names).of(source.name):
        beside = _beside(target)
        packet = xmp_of(told.metadata, place=True, color=told.color)
        with _written(source, beside) as temporary:
            temporary.write_bytes(packet)
        export.files.append(beside)


def _link(options: ExportOptions, source: Path, target: Path) -> None:
    """Have a name lead to a file, which is neither read nor written."""
    link = link_to if options.as_links == "links" else hard_link_to
    with _written(source, target) as temporary:
        link(source, temporary)


def _beside(target: Path) -> Path:
    return target.with_name(f"{target.name}.xmp")


def _encode(options: ExportOptions, source: Path, target: Path, told: Told) -> None:
    want = media.Want(options.long_edge) if options.long_edge else None
    try:
        with source.open("rb") as file:
            opened = media.open_photo(file, want)
        image = reduced_to(opened.image, options.long_edge) if options.long_edge else opened.image
        data = encoded(image, _format_of(target), options.quality, *_told(options, told))
    except PhotoUnreadableError as error:
        raise FileActionError(f"{source} can't be exported: {error.reason}") from error
    except OSError as error:
        raise refusal(source, "exported", error) from error
    except ValueError as error:
        raise FileActionError(f"{source} can't be exported: {error}; choose a size.") from error
    with _written(source, target) as temporary:
        temporary.write_bytes(data)
        if options.metadata != "none":
            _date_as(source, temporary)


def _format_of(target: Path) -> EncodedFormat:
    suffix = target.suffix.lower()
    return next(name for name, suffixes in _SUFFIXES_OF.items() if suffix in suffixes)


def _told(options: ExportOptions, told: Told) -> tuple[bytes, bytes]:
    """Return the EXIF and XMP that go along."""
    if options.metadata == "none":
        return b"", b""
    place = options.metadata == "all"
    exif = exif_of(told.metadata, place=place)
    return exif, xmp_of(told.metadata, place=place, color=told.color)


def _date_as(source: Path, copy: Path) -> None:
    stat = source.stat()
    os.utime(copy, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@contextmanager
def _written(source: Path, target: Path) -> Iterator[Path]:
    """Give a name to write to; it becomes the target when all is there.

    Raises:
        FileActionError: it can't be written, or ``source`` not read.

    """
    temporary = temporary_beside(target)
    try:
        yield temporary
        temporary.replace(target)
    except OSError as error:
        reading = source if error.filename == str(source) else target
        raise refusal(reading, "exported", error) from error
    finally:
        temporary.unlink(missing_ok=True)
