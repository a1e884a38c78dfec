"""Writing a photo's files anew, all of them or none, with the catalogue following at once."""

import hashlib
import logging
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.catalog.placed_files import PlacedFile, PlacedFiles
from photoapp.catalog.turning import TurnedPhoto, Turning, WrittenFile
from photoapp.errors import CatalogError
from photoapp.library.files.journal import Entry, Journal, Place
from photoapp.library.files.refusals import FileActionError, refusal
from photoapp.library.files.replacing import Replacement, prepare, temporary_beside
from photoapp.media import picture_hash
from photoapp.media.file_times import modified_ns

log = logging.getLogger(__name__)

_HASH_BYTES = 32
_MOST_BYTES = 1 << 29

# By the whole path of a file.
Seen = dict[bytes, os.stat_result]


@dataclass(frozen=True)
class Version:
    """A photo's file as it is to be: width and height are those of the upright photo.

    Both size and orientation are left out where the picture stays the same: so do its vectors.
    """

    data: bytes
    size: tuple[int, int] | None = None
    orientation: int | None = None


@dataclass(frozen=True)
class Rewritten:
    """The hashes of a photo's content before and now, and the ids of the files that hold it."""

    before: bytes
    content_hash: bytes
    file_ids: tuple[int, ...]


class Rewriting:
    """Writes photos' files anew. Safe to use from several threads, which take turns.

    Args:
        catalog: which follows.
        journal: says what was being done, should it be cut short.

    """

    def __init__(self, catalog: Catalog, journal: Journal) -> None:
        self._files = PlacedFiles(catalog.database)
        self._turning = Turning(catalog.database)
        self._journal = journal

    def rewrite(
        self,
        photo_id: int,
        make: Callable[[bytes], Version],
        dated_later_ns: int,
        only: Collection[int] = (),
    ) -> Rewritten:
        """Write all present files of a photo anew, or ``only`` those with these ids.

        The latter may be with another photo by now that had the same content: they come back.
        ``make`` is given what they hold. Their dates move by ``dated_later_ns`` only: they say
        when a photo was taken where nothing else does, and still tell backups of the change.

        Raises:
            FileActionError: one of them is missing, has changed, or can't be written.
            PhotoUnreadableError: ``make`` refuses.

        """
        with self._journal.held():
            before = self._turning.content_hash(photo_id)
            known = self._files.among(only) if only else self._files.of(photo_id)
            files = [file for file in known if not file.offline and file.place.is_file()]
            if before is None or not files:
                raise _missing(known)
            data, seen = _read_same(files, before)
            version = make(data)
            entry = _entry(photo_id, before, version, files)
            if entry.after != before:
                self._carry_out(entry, seen, version.data, dated_later_ns)
            return Rewritten(before, entry.after, tuple(file.id for file in files))

    def mend(self, patience_seconds: float = 0) -> set[int]:
        """Bring the catalogue level with what was cut short, and remove what it left behind.

        Return the photos of which that can't be done yet: their drives are missing, say. What
        another one is writing for longer than ``patience_seconds`` is left to the next time.
        """
        left: set[int] = set()
        with self._journal.left(patience_seconds) as entries:
            for path, entry in entries:
                left.add(entry.photo_id)
                try:
                    if not self._must_wait(entry):
                        self._mend(entry)
                        path.unlink(missing_ok=True)
                        left.discard(entry.photo_id)
                except (OSError, CatalogError) as error:  # the next start tries again
                    log.warning("%s can't be put right: %s", path, error)
        return left

    def is_cut_short(self) -> bool:
        """Return whether something waits to be mended, or is being written just now."""
        return self._journal.has_entries()

    def _carry_out(self, entry: Entry, seen: Seen, data: bytes, dated_later_ns: int) -> None:
        path = Path(os.fsdecode(entry.places[0].path))
        try:
            with (
                self._journal.written(entry, self._mend),
                _prepared(entry, seen, data, dated_later_ns) as prepared,
            ):
                written = [_written(p, prepared[p.path].stat) for p in entry.places]
                self._turning.record(_turned(entry), written, lambda: _put(prepared))
        except CatalogError as error:
            is_new = _holds(path, entry.after)
            what = "was written, but not noted" if is_new else "is left as it was"
            raise FileActionError(f"{path} {what}: {error}") from error
        except OSError as error:  # the journal's: what is wrong beside the photo is told by then
            message = f"{path} is left as it was: {self._journal.folder} can't be written"
            raise FileActionError(f"{message} ({error.strerror}); make room there.") from error

    def _must_wait(self, entry: Entry) -> bool:
        """Return whether a file is on a drive that is missing just now."""
        known = self._files.among([place.file_id for place in entry.places])
        return any(not file.place.exists() for file in known)

    def _mend(self, entry: Entry) -> None:
        """Have the catalogue follow the files of a photo, whichever of the two they are now."""
        now: list[WrittenFile] = []
        for place in entry.places:
            Path(os.fsdecode(place.temporary)).unlink(missing_ok=True)
            path = Path(os.fsdecode(place.path))
            if _holds(path, entry.after):
                now.append(_written(place, path.stat()))
        if now and self._turning.content_hash(entry.photo_id) == entry.before:
            log.info("%s was written anew when photoapp was cut short", entry.places[0].path)
            self._turning.record(_turned(entry), now, lambda: None)


def content_hash(data: bytes) -> bytes:
    """Return the hash that a photo is known by."""
    return hashlib.blake2b(data, digest_size=_HASH_BYTES).digest()


def _missing(files: Sequence[PlacedFile]) -> FileActionError:
    if not files:
        return FileActionError("The photo's file is gone; look where it was moved to.")
    path = files[0].place
    if files[0].offline:
        message = f"{path} is on a drive that is missing; plug it in, and try again."
        return FileActionError(message)
    return FileActionError(f"{path} is not there any more; look where it has gone.")


def _read_same(files: Sequence[PlacedFile], expected: bytes) -> tuple[bytes, Seen]:
    """Return what all the files hold, and what the system said of them before they were read.

    Raises:
        FileActionError: one can't be read, or holds something else by now.

    """
    data = b""
    seen: Seen = {}
    for file in files:
        try:
            stat = file.place.stat()
            seen[os.fsencode(os.path.realpath(file.place))] = stat
            if stat.st_size > _MOST_BYTES:
                raise FileActionError(f"{file.place} is too large to be written anew.")
            data = file.place.read_bytes()
        except OSError as error:
            raise refusal(file.place, "read", error) from error
        if content_hash(data) != expected:
            message = f"{file.place} has changed since it was indexed; index it, and try again."
            raise FileActionError(message)
    return data, seen


def _entry(photo_id: int, before: bytes, version: Version, files: Sequence[PlacedFile]) -> Entry:
    real = {file.id: Path(os.path.realpath(file.place)) for file in files}
    # Several names may lead to one file, which is written once.
    temporary = {path: temporary_beside(path) for path in real.values()}
    places = tuple(
        Place(file_id, os.fsencode(path), os.fsencode(temporary[path]))
        for file_id, path in real.items()
    )
    return Entry(
        photo_id=photo_id,
        before=before,
        after=content_hash(version.data),
        picture_hash=picture_hash(version.data),
        byte_size=len(version.data),
        size=version.size,
        orientation=version.orientation,
        places=places,
    )


def _turned(entry: Entry) -> TurnedPhoto:
    return TurnedPhoto(
        id=entry.photo_id,
        before=entry.before,
        content_hash=entry.after,
        picture_hash=entry.picture_hash,
        byte_size=entry.byte_size,
        size=entry.size,
        orientation=entry.orientation,
    )


@contextmanager
def _prepared(
    entry: Entry, seen: Seen, data: bytes, dated_later_ns: int
) -> Iterator[dict[bytes, Replacement]]:
    """Give the finished new versions of all files; what is not put in place goes again."""
    prepared: dict[bytes, Replacement] = {}
    try:
        for place in entry.places:
            if place.path not in prepared:
                path, temporary = (Path(os.fsdecode(p)) for p in (place.path, place.temporary))
                before = seen[place.path]
                written_ns = before.st_mtime_ns + dated_later_ns
                prepared[place.path] = prepare(path, temporary, data, written_ns, before)
        yield prepared
    finally:
        for replacement in prepared.values():
            replacement.discard()


def _put(prepared: dict[bytes, Replacement]) -> None:
    """Put all files in place; if one can't be, those before it are put back.

    Raises:
        FileActionError: it can't be.

    """
    done: list[tuple[Replacement, bytes]] = []
    try:
        for replacement in prepared.values():
            before = replacement.path.read_bytes() if len(prepared) > 1 else b""
            replacement.put()
            done.append((replacement, before))
    except FileActionError:
        for replacement, before in done:
            _put_back(replacement, before)
        raise


def _put_back(replacement: Replacement, data: bytes) -> None:
    path, written_ns = replacement.path, replacement.before.st_mtime_ns
    prepare(path, temporary_beside(path), data, written_ns, path.stat()).put()


def _written(place: Place, stat: os.stat_result) -> WrittenFile:
    return WrittenFile(place.file_id, stat.st_size, modified_ns(stat), stat.st_ino & (1 << 63) - 1)


def _holds(path: Path, expected: bytes) -> bool:
    try:
        return content_hash(path.read_bytes()) == expected
    except OSError:
        return False
