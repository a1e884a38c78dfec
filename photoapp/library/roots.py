"""Watched folders: which root holds a folder, which are there, and where one has gone."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from photoapp.catalog import Catalog, FileTraits, Root
from photoapp.library.ignoring import is_hidden
from photoapp.media.file_times import modified_ns

log = logging.getLogger(__name__)

# Files compared to tell whether a folder is a root that has moved, and how many may be missing.
_SAMPLE = 40
_MATCHING_SHARE = 0.9


def hold(catalog: Catalog, folder: Path) -> Root:
    """Return the root that is or holds a folder, made if there is none.

    A missing root all of whose files are in ``folder`` is moved there. One in a hidden folder is a
    root of its own, for scans of the outer one pass it over; and so is a drive that is missing
    just now, for an outer root would find its files gone.
    """
    roots = catalog.roots.all()
    if holder := holder_of(roots, folder):
        return holder
    for root in roots:
        if not is_present(catalog, root) and _holds_all_of(catalog, root, folder):
            return _moved(catalog, root, folder)
    inner = [r.id for r in roots if _sees(folder, r.path) and is_present(catalog, r)]
    return catalog.roots.add(folder, takes_over=inner)


def holder_of(roots: list[Root], folder: Path) -> Root | None:
    """Return the root whose scans meet a folder, None if there is none."""
    holders = [root for root in roots if _sees(root.path, folder)]
    return max(holders, key=lambda root: len(root.path.parts), default=None)


def _sees(root: Path, folder: Path) -> bool:
    if not folder.is_relative_to(root):
        return False
    return not any(is_hidden(part) for part in folder.relative_to(root).parts)


def is_present(catalog: Catalog, root: Root) -> bool:
    """Return whether a root is there just now, and not only the place where it was mounted.

    A drive that was mounted at the root is gone when nothing is; and so is any root that holds
    nothing all of a sudden.
    """
    if "" in root.mounts:
        return os.path.ismount(root.path)
    try:
        with os.scandir(root.path) as entries:
            if any(not is_hidden(entry.name) for entry in entries):
                return True
    except PermissionError:  # it is there, and its files are kept until it can be listed
        return True
    except OSError:
        return False
    return not catalog.roots.holds_files(root.id)


def present_roots(catalog: Catalog) -> list[Root]:
    """Return the roots that are there just now, and remember which are not.

    A root that is missing is looked for where its drive may have been mounted now.
    """
    present = []
    for root in catalog.roots.all():
        is_there = is_present(catalog, root)
        if not is_there and (place := _new_place(catalog, root)):
            present.append(_moved(catalog, root, place))
        else:
            if is_there == root.offline:
                catalog.roots.set_offline(root.id, offline=not is_there)
            if is_there:
                present.append(root)
    return present


def _has_moved(catalog: Catalog, root: Root, folder: Path) -> bool:
    """Return whether the files of a root, and not copies of them, are now below ``folder``."""
    sample = list(catalog.files.traits(root.id, _SAMPLE))
    matching = sum(_is_there(folder, file, same_drive=True) for file in sample)
    return bool(sample) and matching >= _MATCHING_SHARE * len(sample)


def _holds_all_of(catalog: Catalog, root: Root, folder: Path) -> bool:
    """Return whether all files of a root, or copies of them, are found below ``folder``."""
    some = False
    for file in catalog.files.traits(root.id):
        some = True
        if not _is_there(folder, file, same_drive=False):
            return False
    return some


def _is_there(folder: Path, file: FileTraits, *, same_drive: bool) -> bool:
    try:
        stat = (folder / file.path).stat()
    except OSError:
        return False
    same = (stat.st_size, modified_ns(stat)) == (file.byte_size, file.modified_ns)
    return same and (not same_drive or (file.inode != 0 and stat.st_ino == file.inode))


def _new_place(catalog: Catalog, root: Root) -> Path | None:
    known = {other.path for other in catalog.roots.all()}
    for place in _places(root.path):
        is_free = place not in known and not holder_of(catalog.roots.all(), place)
        if is_free and place.is_dir() and _has_moved(catalog, root, place):
            return place
    return None


def _places(path: Path) -> Iterator[Path]:
    """Yield where a missing folder may be now: where its drive may be mounted.

    A folder that was renamed is not looked for; who adds it under its new name moves it.
    """
    tail: list[str] = []
    while not path.is_dir() and path != path.parent:
        tail.insert(0, path.name)
        path = path.parent
    if not path.is_dir():  # a drive letter of Windows that is not there
        yield from (Path(drive, *tail) for drive in _drives())
    elif tail:
        try:
            with os.scandir(path) as entries:
                drives = sorted(e.name for e in entries if os.path.ismount(e.path))
        except OSError:
            return
        yield from (Path(path, drive, *tail[1:]) for drive in drives)


def _drives() -> list[str]:
    return [f"{letter}:\\" for letter in "CDEFGHIJKLMNOPQRSTUVWXYZAB"]


def _moved(catalog: Catalog, root: Root, folder: Path) -> Root:
    log.info("%s is now found at %s", root.path, folder)
    catalog.roots.move(root.id, folder)
    return next(r for r in catalog.roots.all() if r.id == root.id)
