"""Finding the photo files below a folder."""

import errno
import hashlib
import json
import logging
import os
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from photoapp.library.ignoring import Ignoring
from photoapp.media import kind_of_name, may_be_photo
from photoapp.media.file_times import modified_ns
from photoapp.media.metadata import FolderSidecars

# The same in either case, as cameras write them.
SIDECAR_SUFFIXES = (".xmp", ".XMP", ".json", ".JSON")
_KINDS: dict[str, str] = {}
_MOST_KINDS = 1000
# SQLite's integers, too, are of 63 bits and a sign.
_INODE_BITS = (1 << 63) - 1

log = logging.getLogger(__name__)

Entry = os.DirEntry[str]
# Nothing is there (any more), or a link leads nowhere or to itself.
_NOTHING_THERE = frozenset([errno.ENOENT, errno.ELOOP, errno.ENOTDIR])


class FoundFile(NamedTuple):
    """A file met on the walk; ``path`` is relative to the root.

    ``sidecars`` is a JSON list of [name, size, time in ns] of what describes it, "" for none.
    """

    path: str
    byte_size: int
    modified_ns: int
    inode: int
    sidecars: str = ""


def _numbers() -> "array[int]":
    return array("q")


@dataclass
class Listing:
    """What lies in one folder, whose path is relative to the root.

    Of the photo files, in the order in which the system lists them: their ``names``, in
    ``sizes_times`` of each its size and its time, and ``inodes``; plain numbers, for there may be
    a hundred thousand files. ``device`` is the drive's number; ``problem`` says why the folder
    can't be listed, and is empty if it has just gone. ``links`` are those of the ``folders`` that
    are links. Of the ``videos`` some are half of a Live Photo, whose other half is among the
    photos.
    """

    folder: str
    device: int = 0
    names: list[str] = field(default_factory=list)
    sizes_times: "array[int]" = field(default_factory=_numbers)
    inodes: "array[int]" = field(default_factory=_numbers)
    sidecars: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    videos: int = 0
    live_photos: int = 0
    problem: str | None = None

    @property
    def files(self) -> list[FoundFile]:
        """The photo files, by name."""
        before = f"{self.folder}{os.sep}" if self.folder else ""
        sizes, times = self.sizes_times[::2], self.sizes_times[1::2]
        files = sorted(zip(self.names, sizes, times, self.inodes, strict=True))
        beside = self.sidecars
        return [
            FoundFile(before + name, size, time, inode, beside.get(name, ""))
            for name, size, time, inode in files
        ]

    def signature(self) -> bytes:
        """Return a hash of all that tells whether one of the photo files has changed.

        Systems list a folder that has not changed in the same order, so nothing is sorted here.
        """
        digest = hashlib.blake2b(self.sizes_times, digest_size=16)
        digest.update("/".join(self.names).encode("utf-8", "surrogateescape"))
        if self.sidecars:
            digest.update(json.dumps(self.sidecars).encode())
        return digest.digest()


def walk(
    root: Path,
    folder: str = "",
    ignoring: Ignoring | None = None,
    passed_over: Collection[str] = (),
    *,
    into_links: bool = True,
) -> Iterator[Listing]:
    """Yield what lies in ``folder`` and below, paths relative to ``root``; photo files only.

    What ``ignoring`` names is left out, and the folders ``passed_over`` are not gone into. Links
    to folders are followed if ``into_links``, each folder once, so that loops end.
    """
    ignoring = ignoring or Ignoring()
    if ignoring.lies_in_own(root / folder):
        return
    visited: set[tuple[int, int]] = set()
    waiting, left = [folder], {*passed_over}
    while waiting:
        listing = _list(root, waiting.pop(), ignoring, visited)
        if listing is not None:
            entered = {*listing.folders} if into_links else {*listing.folders} - {*listing.links}
            waiting.extend(sorted(entered - left, reverse=True))
            yield listing


def _list(
    root: Path, folder: str, ignoring: Ignoring, visited: set[tuple[int, int]]
) -> Listing | None:
    path = os.path.join(root, folder)  # noqa: PTH118 - a Path for every folder would take longer
    try:
        stat = os.stat(path)  # noqa: PTH116
        identity = (stat.st_dev, stat.st_ino)
        if identity in visited or ignoring.is_own(path, stat):
            return None
        visited.add(identity)
        with os.scandir(path) as entries:
            return _sorted_out(entries, folder, stat.st_dev, ignoring)
    except OSError as error:
        log.info("can't list %s: %s", path, error.strerror)
        reason = f"The folder can't be listed: {error.strerror or error}."
        return Listing(folder, problem="" if error.errno in _NOTHING_THERE else reason)


def _sorted_out(  # noqa: PLR0912
    entries: Iterable[Entry], folder: str, device: int, ignoring: Ignoring
) -> Listing:
    """Tell photos, videos and folders apart.

    One loop with little in it but what must be: it runs for every file of every scan.

    Raises:
        OSError: the folder's files can't be looked at.

    """
    listing = Listing(folder, device)
    names, sizes_times, inodes = listing.names, listing.sizes_times, listing.inodes
    before = f"{folder}{os.sep}" if folder else ""
    videos: list[str] = []
    beside: dict[str, Entry] = {}
    patterns = ignoring.has_patterns
    for entry in entries:
        name = entry.name
        if name[0] == ".":
            continue
        try:
            if entry.is_dir():
                if not ignoring.leaves_out_folder(name, folder, entry):
                    listing.folders.append(before + name)
                    if entry.is_symlink():
                        listing.links.append(before + name)
                continue
            kind = _KINDS.get(name[name.rfind(".") :]) or _kind(name)
            if patterns and ignoring.leaves_out(name, folder):
                continue
            if kind == "photo" or (kind == "unknown" and _opens_as_photo(entry)):
                stat = entry.stat()
                if S_ISREG(stat.st_mode):
                    names.append(name)
                    sizes_times.extend((stat.st_size, modified_ns(stat)))
                    inodes.append(stat.st_ino & _INODE_BITS)
            elif kind == "video":
                videos.append(name)
            elif name.endswith(SIDECAR_SUFFIXES):
                beside[name] = entry
        except OSError as error:
            if error.errno not in _NOTHING_THERE:
                raise
    if beside:
        listing.sidecars = _sidecars(names, beside)
    if videos:
        listing.videos = len(videos)
        listing.live_photos = _live_photos(videos, names)
    return listing


def _kind(name: str) -> str:
    """Return ``kind_of_name``, and remember it for names with that ending, or without any."""
    if len(_KINDS) > _MOST_KINDS:
        _KINDS.clear()
    return _KINDS.setdefault(name[name.rfind(".") :], kind_of_name(name))


def _opens_as_photo(entry: Entry) -> bool:
    try:
        return entry.is_file() and may_be_photo(Path(entry.path))  # a pipe would be waited for
    except PermissionError:  # its name does not say that it is a photo, nor can anybody look
        return False
    except OSError as error:
        return error.errno not in _NOTHING_THERE  # whoever reads it will tell what is wrong


def _sidecars(photos: Sequence[str], beside: Mapping[str, Entry]) -> dict[str, str]:
    """Return what describes each photo that has anything beside it, as FoundFile has it."""
    found = FolderSidecars(beside)
    names = ((photo, found.of(photo)) for photo in photos)
    return {photo: _describe([beside[name] for name in of]) for photo, of in names if of}


def _describe(beside: Sequence[Entry]) -> str:
    described = []
    for entry in beside:
        try:
            stat = entry.stat()
        except OSError:
            continue
        described.append([entry.name, stat.st_size, modified_ns(stat)])
    return json.dumps(described) if described else ""


def _live_photos(videos: Sequence[str], photos: Sequence[str]) -> int:
    """Count the videos that are the moving half of a Live Photo: named like it, beside it."""
    if not videos:
        return 0
    stems = {name.rpartition(".")[0].lower() for name in photos}
    return sum(name.rpartition(".")[0].lower() in stems for name in videos)
