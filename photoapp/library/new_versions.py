"""Asking once a day whether there is a newer photoapp, for those who want that."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from photoapp.errors import PhotoappError
from photoapp.releases import Release, newest
from photoapp.settings import Settings

log = logging.getLogger(__name__)

_DAY = 24 * 3600.0


class _Asked(msgspec.Struct, frozen=True):
    """When it was asked, in seconds since 1970, and what is known since."""

    at: float
    version: str = ""
    page: str = ""


class NewVersions:
    """Off unless the setting ``new_versions`` is on. Safe to use from several threads.

    Args:
        path: a small file of the cache, where it is noted when it was asked.
        settings: what is set now.

    """

    def __init__(self, path: Path, settings: Callable[[], Settings]) -> None:
        self._path, self._settings = path, settings

    def newer(self) -> Release | None:
        """Return a newer photoapp, None where there is none, or nobody wants to know.

        Asks the network if it is a day since that was tried. It never complains: who wants to know
        why it is not known asks with ``photoapp version --check``.
        """
        try:
            if not self._settings().new_versions:
                return None
        except PhotoappError:  # the settings can't be read, which others tell
            return None
        asked = self._read()
        if not 0 <= time.time() - asked.at < _DAY:  # or a clock was set back
            asked = self._ask(asked)
        known = Release(asked.version, asked.page) if asked.version else None
        return known if known is not None and known.is_newer else None

    def _ask(self, before: _Asked) -> _Asked:
        """Ask, and note it first: who can't be reached is not asked again and again."""
        asked = _Asked(time.time(), before.version, before.page)
        if not self._note(asked):
            return before
        try:
            found = newest()
        except PhotoappError as error:
            log.info("whether there is a newer photoapp is not known: %s", error)
            return asked
        asked = _Asked(asked.at, found.version, found.page)
        self._note(asked)
        return asked

    def _note(self, asked: _Asked) -> bool:
        part = self._path.with_suffix(".part")
        try:
            part.write_bytes(msgspec.json.encode(asked))
            part.replace(self._path)
        except OSError as error:
            log.warning("%s can't be written: %s", self._path, error)
            return False
        return True

    def _read(self) -> _Asked:
        try:
            asked = msgspec.json.decode(self._path.read_bytes(), type=_Asked)
            Release(asked.version or "0").is_newer  # noqa: B018 - ValueError where it is none
        except (OSError, ValueError):  # damaged, or written by another version
            return _Asked(0.0)
        return asked
