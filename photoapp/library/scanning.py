"""Comparing folders with the catalogue: what is new, changed, moved or gone."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.catalog import Catalog, Root, StoredFile
from photoapp.errors import FolderError
from photoapp.library.ignoring import Ignoring
from photoapp.library.walking import FoundFile, Listing, walk
from photoapp.paths import absolute


@dataclass(frozen=True)
class Area:
    """What to look at: a folder with all that is below it if ``deep``.

    Else its own files, the folders in it that hold no known photo, in full, and whether the
    others are still there.
    """

    folder: Path
    deep: bool = True


@dataclass
class Scan:
    """What a look at an area found, against what the catalogue knew.

    ``changed`` are files that are new or differ, ``unchanged`` counts the others, and ``gone``
    are the relative paths of those that were not met again.
    ``unlisted`` are folders that can't be listed: path and why, "" if they have just gone;
    ``signatures`` are those of the folders in which something may have changed. ``settled``
    counts the changed files that have been written into the catalogue, ``unreadable`` those
    among them that failed.
    """

    root: Root
    folder: str
    deep: bool
    changed: list[FoundFile] = field(default_factory=list)
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)
    unlisted: list[tuple[str, str]] = field(default_factory=list)
    videos: int = 0
    live_photos: int = 0
    mounts: set[str] = field(default_factory=set)
    complete: bool = True
    empty: bool = False  # the root itself
    signatures: dict[str, bytes] = field(default_factory=dict)
    gone_folders: set[str] = field(default_factory=set)
    settled: int = 0
    unreadable: int = 0

    @property
    def found(self) -> int:
        """How many photo files there are."""
        return len(self.changed) + self.unchanged

    @property
    def covers_root(self) -> bool:
        """Whether all of the root was looked at."""
        return self.deep and not self.folder and self.complete


def resolve_folder(folder: Path) -> Path:
    """Return a folder as the catalogue names it.

    Raises:
        FolderError: it is missing, no folder, or can't be listed.

    """
    path = absolute(folder)
    try:
        is_there = path.exists()
    except OSError as error:
        raise FolderError(f"The folder {path} can't be looked at: {error.strerror}.") from error
    if not is_there:
        raise FolderError(f"There is no folder {path}; check the name, or plug its drive in.")
    if not path.is_dir():
        raise FolderError(f"{path} is not a folder; give the folder that it is in.")
    if not os.access(path, os.R_OK | os.X_OK):
        raise FolderError(f"The folder {path} can't be read; give yourself the right to read it.")
    return path


def outermost(areas: Sequence[Area]) -> list[Area]:
    """Return the areas without those that a deep one of them covers, each once."""
    unique = list(dict.fromkeys(areas))
    return [a for a in unique if not any(_covers(other, a) for other in unique)]


def _covers(outer: Area, area: Area) -> bool:
    return outer != area and outer.deep and area.folder.is_relative_to(outer.folder)


def scan(
    catalog: Catalog,
    root: Root,
    area: Area,
    ignoring: Ignoring,
    *,
    elsewhere: Collection[str] = (),
    progress: Callable[[int], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Scan:
    """Compare an area, which is ``root`` or lies in it, with the catalogue.

    Nothing is read but the folders and the files' sizes and times. ``progress`` is called with
    the number of photo files found so far. What was not seen is not missed: the rest of a scan
    that is stopped, what lies in a folder that can't be listed just now, on a drive that is
    missing, or in a root that is suddenly empty: that is the mount point of a missing drive; nor
    what lies in the folders ``elsewhere``, relative to the root, which are looked at otherwise.
    Links are followed by a look at all of the root only: elsewhere it can't be told whether they
    lead back.
    """
    folder = "" if area.folder == root.path else str(area.folder.relative_to(root.path))
    identity = _identity(root.path)
    found = Scan(root, folder, area.deep)
    known = None if area.deep else catalog.files.below(root.id, folder)
    subfolders = _subfolders(known, folder) if known else set()
    passed_over = {*elsewhere, *subfolders}
    listings: list[Listing] = []
    seen = 0
    for listing in walk(
        root.path, folder, ignoring, passed_over, into_links=area.deep and not folder
    ):
        listings.append(listing)
        seen += len(listing.names)
        progress(seen)
        if stopped():
            found.complete = False
            break
    # A drive that is pulled out while it is walked looks as if its files had gone.
    found.complete &= identity is not None and _identity(root.path) == identity
    is_mount = os.path.ismount(root.path)
    found.complete &= is_mount or "" not in root.mounts
    if is_mount:
        found.mounts.add("")
    _note_surroundings(listings, found)
    found.unlisted.extend((path, "") for path in elsewhere)
    if known is not None and listings:
        known = _without(known, subfolders & set(listings[0].folders))
    _compare(catalog, listings, known, found)
    return found


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _subfolders(known: dict[str, StoredFile], folder: str) -> set[str]:
    """Return the folders right below a folder in which photos are known."""
    start = len(folder) + 1 if folder else 0
    ends = ((path, path.find(os.sep, start)) for path in known)
    return {path[:end] for path, end in ends if end >= 0}


def _without(known: dict[str, StoredFile], folders: set[str]) -> dict[str, StoredFile]:
    below = tuple(folder + os.sep for folder in folders)
    return {p: f for p, f in known.items() if not p.startswith(below)} if below else known


def _note_surroundings(listings: Sequence[Listing], found: Scan) -> None:
    """Note what can't be listed, other drives, and videos."""
    devices: dict[str, int] = {}
    for listing in listings:
        if listing.problem is not None:
            found.unlisted.append((listing.folder, listing.problem))
            continue
        if not listing.folder:
            found.empty = not (listing.names or listing.folders or listing.videos)
        devices[listing.folder] = listing.device
        parent = os.path.dirname(listing.folder)  # noqa: PTH120 - a string, as all of the walk's
        if listing.folder and devices.get(parent, listing.device) != listing.device:
            found.mounts.add(listing.folder)
        found.videos += listing.videos
        found.live_photos += listing.live_photos
        if found.folder or not found.deep:
            found.unlisted.extend((path, "") for path in listing.links)
    for mount in found.root.mounts:
        if mount and mount not in found.mounts and _concerns(found, mount):
            found.mounts.add(mount)
            if not _is_mounted(found.root.path / mount):
                found.unlisted.append((mount, "The drive that was here is missing."))


def _is_mounted(folder: Path) -> bool:
    here, around = _identity(folder), _identity(folder.parent)
    return here is not None and around is not None and here[0] != around[0]


def _concerns(found: Scan, mount: str) -> bool:
    """Return whether a scan looked at the place where a drive was mounted."""
    if found.deep and not found.folder:
        return True
    parent = os.path.dirname(mount)  # noqa: PTH120
    if found.folder in (mount, parent):
        return True
    return found.deep and mount.startswith(found.folder + os.sep)


def _compare(
    catalog: Catalog,
    listings: Sequence[Listing],
    known: dict[str, StoredFile] | None,
    found: Scan,
) -> None:
    """Tell what has changed.

    A folder that looks as when its files were last settled holds the same files. If all do, and
    there are as many files as are known, none has to be compared: that is how most scans end.
    """
    listed = [listing for listing in listings if listing.problem is None]
    signed = catalog.folders.signatures(found.root.id, found.folder)
    now = {listing.folder: listing.signature() for listing in listed}
    new = {folder for folder, signature in now.items() if signed.get(folder) != signature}
    count = sum(len(listing.names) for listing in listed)
    as_known = known is None and count == catalog.files.count_below(found.root.id, found.folder)
    if as_known and not new:
        found.unchanged = count
        return
    if known is None:
        known = catalog.files.below(found.root.id, found.folder)
    for listing in listed:
        _compare_files(listing, known, found, is_new=listing.folder in new)
    found.signatures = {folder: now[folder] for folder in new}
    if found.complete and not found.empty:
        _find_gone(known, found)
        found.gone_folders = _gone_folders(signed, found, set(now))


def _compare_files(
    listing: Listing, known: dict[str, StoredFile], found: Scan, *, is_new: bool
) -> None:
    for file in listing.files:
        path, byte_size, modified_ns, _, sidecars = file
        stored = known.pop(path, None)
        if stored is None or (is_new and stored != (byte_size, modified_ns, sidecars)):
            found.changed.append(file)
        else:
            found.unchanged += 1


def _find_gone(known: dict[str, StoredFile], found: Scan) -> None:
    kept = tuple(f"{path}{os.sep}" if path else "" for path, _ in found.unlisted)
    found.gone = sorted(path for path in known if not path.startswith(kept))


def _gone_folders(signed: Iterable[str], found: Scan, listed: set[str]) -> set[str]:
    """Return the folders that are no longer there, so far as the scan has seen."""
    if found.deep:
        return set(signed) - listed
    files_in = {os.path.dirname(path) for path in found.gone}  # noqa: PTH120
    return (set(signed) & files_in) - listed
