"""Write-back goes on where it was cut short; and one photoapp at a time writes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.catalog.writings import WrittenChange
from photoapp.errors import HomeBusyError, PhotoappError
from photoapp.library.files.rewriting import Rewriting, content_hash
from photoapp.library.write_back.one_photo import PhotoWriting
from photoapp.library.write_back.sidecar_files import read_sidecar, temporary_of
from photoapp.paths import AppPaths

log = logging.getLogger(__name__)

_LOCK = "write-back.lock"
_PATIENCE_SECONDS = 0.5
# Who turns photos writes one after the other, each in less than this.
_REWRITING_SECONDS = 60


@contextmanager
def alone(paths: AppPaths) -> Iterator[None]:
    """Be the one process that writes: what another is writing would look cut short.

    Raises:
        HomeBusyError: another one is.

    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - slow to import, and seldom needed

    lock = FileLock(paths.data / _LOCK, timeout=_PATIENCE_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        message = "Another photoapp is writing into files just now; try again once it is done."
        raise HomeBusyError(message) from error
    try:
        yield
    finally:
        lock.release()


def take_up(catalog: Catalog, rewriting: Rewriting, writing: PhotoWriting) -> None:
    """Know of what an earlier run had written, or taken back, when it was cut short.

    What lies on a missing drive can't be looked at, and stays as it is until it can.
    """
    unknown = rewriting.mend(_REWRITING_SECONDS)
    for change in catalog.writings.unfinished():
        try:
            if change.sidecar and not change.sidecar.parent.is_dir():
                continue
            if not change.sidecar and change.photo_id in unknown:
                continue
            _take_up(catalog, writing, change)
        except (OSError, PhotoappError) as error:  # the next run tries again
            log.warning("what was written can't be found out: %s", error)


def _take_up(catalog: Catalog, writing: PhotoWriting, change: WrittenChange) -> None:
    if change.sidecar:
        _remove_temporaries(change, change.sidecar)
    if _is_written(catalog, change):
        catalog.writings.finish(change.id)
        writing.asking.read_again(change.photo_id)
        return
    waits = change.photo_id in catalog.write_back.stale()
    writing.forget(change)
    if change.is_undone and not waits:  # it is not written again by itself
        catalog.write_back.settle(catalog.write_back.of([change.photo_id]).values())


def _remove_temporaries(change: WrittenChange, sidecar: Path) -> None:
    for made in filter(None, (change.before, change.after)):
        temporary_of(sidecar, made).unlink(missing_ok=True)


def _is_written(catalog: Catalog, change: WrittenChange) -> bool:
    if change.sidecar:
        return content_hash(read_sidecar(change.sidecar)) == change.after
    now = catalog.write_back.of([change.photo_id]).get(change.photo_id)
    return now is not None and now.content_hash == change.after
