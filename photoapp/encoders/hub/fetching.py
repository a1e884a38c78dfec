"""Fetching files of a repository: from a hub into a folder, going on from where it stopped."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from photoapp.encoders.hub.client import HubFile, hub_address, refuse_offline
from photoapp.encoders.hub.meter import Meter
from photoapp.encoders.hub.part import Part, is_right
from photoapp.encoders.hub.refusals import WAY_OUT, no_hub, told
from photoapp.encoders.hub.transfer import transfer
from photoapp.errors import DownloadError
from photoapp.events import DownloadProgress

log = logging.getLogger(__name__)

_LOCK_SECONDS = 0.2


def fetch(
    files: Sequence[HubFile],
    folder: Path,
    progress: Callable[[DownloadProgress], None],
    stop: threading.Event,
    extra_bytes: int = 0,
) -> list[Path]:
    """Bring files into a folder, and return where each is.

    What has come of a file is kept when it is stopped or fails, also for another process; files
    that are there already are only checked. ``extra_bytes`` must be free besides. ``progress`` is
    told at most twice a second, by the caller's thread.

    Raises:
        DownloadError: no room, no network, refused, or what came is not what the hub has.
        DownloadStoppedError: ``stop`` was set.

    """
    what = " and ".join(dict.fromkeys(file.repository for file in files))
    with _alone(folder, what):
        parts = [Part(file, folder) for file in files]
        coming = [part for part in parts if _begin(part, stop)]
        missing = sum(part.file.size - part.size for part in coming)
        _check_room(folder, missing + extra_bytes, what)
        meter = Meter(parts, coming, progress)
        for part in coming:
            _bring(part, meter, stop)
        meter.tell(last=True)
    return [part.target for part in parts]


@contextmanager
def _alone(folder: Path, what: str) -> Iterator[None]:
    """Keep two photoapps from writing to one part."""
    from filelock import Timeout
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]

    with ExitStack() as held:
        with told(what, hub_address()):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                held.enter_context(WeakFileLock(folder / ".lock", timeout=_LOCK_SECONDS))
            except Timeout as error:
                message = f"{what} is being fetched by another photoapp; wait for it, or stop it."
                raise DownloadError(message) from error
        yield


def _begin(part: Part, stop: threading.Event) -> bool:
    with told(str(part.file), hub_address()):
        return part.begin(stop)


def _check_room(folder: Path, needed: int, what: str) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        message = (
            f"{what} needs {_size(needed)} in {folder}, where {_size(free)} are free; free some "
            "room, or choose a smaller model."
        )
        raise DownloadError(message)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def _bring(part: Part, meter: Meter, stop: threading.Event) -> None:
    what, hub = str(part.file), hub_address()
    refuse_offline(what)
    log.info("fetching %s from %s: %d of %d bytes are here", what, hub, part.size, part.file.size)
    with told(what, hub):
        try:
            transfer(part, meter.tell, stop)
        except OSError as error:
            if type(error) is not OSError or error.errno:
                raise  # else what came has another size than it should, which is found out below
        if not is_right(part.path, part.file, stop):
            raise DownloadError(_reject(part, hub))
        part.keep()


def _reject(part: Part, hub: str) -> str:
    """Remove what came, and return what is to be said of it."""
    is_page = part.looks_like_a_page()
    part.discard()
    if is_page:
        return no_hub(str(part.file), hub)
    return (
        f"{part.file} came damaged from {hub} and was removed; ask for it again, and if that "
        f"does not help, {WAY_OUT}."
    )
