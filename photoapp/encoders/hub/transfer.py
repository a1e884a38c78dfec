"""Bringing one file over, in a thread of its own so that stopping never waits for the network."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait

from photoapp.encoders.hub.client import HubFile, file_url, request_headers
from photoapp.encoders.hub.part import STOPPED, Part, PartFile
from photoapp.errors import DownloadStoppedError

# How soon a stop is noticed, and how often somebody may be told how far it is.
_LOOK_SECONDS = 0.1


def transfer(part: Part, tick: Callable[[], None], stop: threading.Event) -> None:
    """Bring the rest of a file over, into its part; ``tick`` is called ten times a second.

    Raises:
        DownloadStoppedError: ``stop`` was set; what has come is kept.
        HTTPError, OSError: what the client or the disk says.

    """
    from httpx2 import NetworkError

    while True:
        if stop.is_set():
            raise DownloadStoppedError(STOPPED)
        before = part.size
        try:
            return _attempt(part, tick, stop)
        except NetworkError:  # a reset connection; the client itself only goes on after other cuts
            if part.size <= before:
                raise


def _attempt(part: Part, tick: Callable[[], None], stop: threading.Event) -> None:
    done: Future[None] = Future()
    have, rest = part.size, PartFile(part.path)
    arguments = (part.file, have, rest, done)
    threading.Thread(target=_work, args=arguments, name="download", daemon=True).start()
    try:
        while not wait([done], _LOOK_SECONDS).done:
            if stop.is_set():
                raise DownloadStoppedError(STOPPED)
            tick()
    finally:
        rest.abandon()  # a thread that still waits for the server must write no more
    done.result()


def _work(file: HubFile, have: int, rest: PartFile, done: "Future[None]") -> None:
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils.tqdm import silent_tqdm

    try:
        with rest:
            http_get(
                file_url(file),
                rest,
                resume_size=have,
                headers=request_headers(),
                expected_size=file.size,
                tqdm_class=silent_tqdm,
            )
    except BaseException as error:  # raised again where it is waited for
        done.set_exception(error)
    else:
        done.set_result(None)
