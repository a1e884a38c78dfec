"""What keeps a home in order while photoapp works: a look after a crash, backups, sweeping."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from photoapp.catalog.complaints import damaged
from photoapp.catalog.health import find_damage
from photoapp.errors import CatalogError
from photoapp.media import ThumbnailStore
from photoapp.settings import Settings

log = logging.getLogger(__name__)

_AGAIN_SECONDS = 600.0
_MEGABYTE = 1_000_000


def keep_safe(
    catalog: Path,
    *,
    left_open: bool = False,
    stopped: Callable[[], bool] = lambda: False,
    most: int | None = None,
) -> str | None:
    """Look for damage where there is reason to, and back the catalogue up if it is time.

    To be called in a thread of its own, after the library was opened and after runs; nobody
    waits for it. A backup that can't be made is logged, and holds nothing up.

    Args:
        catalog: the catalogue's file.
        left_open: whether its last writer did not close it: ``Database.left_open``.
        stopped: asked often; True ends it within moments.
        most: how many backups are kept; None for as many as there are reasons for.

    Returns:
        A sentence for the user if the catalogue is damaged, else None.

    """
    from photoapp.catalog.backing_up import back_up  # noqa: PLC0415 - searches need none

    try:
        wrong = find_damage(catalog, stopped) if left_open else None
    except InterruptedError:
        return None
    except CatalogError as error:  # it is locked, or out of reach: who uses it is told
        log.warning("%s", error)
        return None
    if wrong is None:
        report = back_up(catalog, stopped=stopped, most=most)
        log.info("backup: %s", report.outcome)
        if report.outcome == "failed":
            log.warning("The catalogue %s was not backed up: %s", catalog, report.note)
        wrong = report.note if report.outcome == "damaged" else None
    return damaged(catalog, wrong) if wrong else None


class Safekeeper:
    """Keeps the catalogue safe in a thread of its own: now, every ten minutes, and at the end.

    The first run over a library has nothing to back up at its beginning.

    Args:
        catalog: the catalogue's file.
        left_open: whether its last writer did not close it.
        warn: told, on that thread, if the catalogue is damaged.
        settings: returns the settings as they are now.
        thumbnails: are kept to the room that the settings give them.

    """

    def __init__(
        self,
        catalog: Path,
        *,
        left_open: bool,
        warn: Callable[[str], None],
        settings: Callable[[], Settings],
        thumbnails: ThumbnailStore,
    ) -> None:
        self._catalog = catalog
        self._settings = settings
        self._thumbnails = thumbnails
        self._left_open = left_open
        self._warn = warn
        self._ending = threading.Event()
        self._abandoned = threading.Event()
        self._thread = threading.Thread(target=self._run, name="safekeeping", daemon=True)
        self._thread.start()

    def finish(self, *, at_once: bool) -> None:
        """End it, and wait for that: within moments if ``at_once``, else a backup is finished."""
        if at_once:
            self._abandoned.set()
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._keep_safe(left_open=self._left_open)
            while not self._ending.wait(_AGAIN_SECONDS):
                self._keep_safe()
            self._keep_safe()
        except Exception:  # a backup must not take down what it is made for
            log.exception("the catalogue can't be kept safe")

    def _keep_safe(self, *, left_open: bool = False) -> None:
        stopped = self._abandoned.is_set
        if stopped():
            return
        settings = self._settings()
        most = settings.backups
        if sentence := keep_safe(self._catalog, left_open=left_open, stopped=stopped, most=most):
            self._warn(sentence)
        if settings.thumbnail_megabytes:
            self._thumbnails.sweep(settings.thumbnail_megabytes * _MEGABYTE, stopped)
