"""Whether there is a newer photoapp: the one thing that photoapp ever asks a network for by itself.

And that only where it has been switched on (``library/new_versions.py``), or typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from photoapp import __version__
from photoapp.errors import NetworkError

# Answers as GitHub, Gitea and Forgejo do at …/releases/latest: a JSON object with the release's
# `tag_name`, "v0.2.0" say, and `html_url`, its page. The project has no public place yet: names
# that end in .invalid never lead anywhere, and packaging/release_notes.py refuses to release this.
ADDRESS = "https://photoapp.invalid/releases/latest"

_SECONDS = 10.0
_MOST_BYTES = 1 << 18
_VERSION = re.compile(r"v?(\d{1,6}(?:\.\d{1,6}){1,3})")


@dataclass(frozen=True)
class Release:
    """A version that was released; ``page`` is where people read of it, "" for nowhere."""

    version: str
    page: str = ""

    @property
    def is_newer(self) -> bool:
        """Whether it is newer than this photoapp."""
        return _numbers(self.version) > _numbers(__version__)


def newest() -> Release:
    """Ask ``ADDRESS`` for the newest release; nothing of the user's is sent along.

    Raises:
        NetworkError: it can't be reached, or answers something else.

    """
    if ".invalid/" in ADDRESS:
        message = "This photoapp does not know where newer ones are published"
        raise NetworkError(f"{message}; look where you have it from.")
    said = _answer()
    found = _VERSION.fullmatch(str(said.get("tag_name")))
    if found is None:
        raise NetworkError(f"{ADDRESS} names no version of photoapp; look there yourself.")
    page = str(said.get("html_url"))
    return Release(found[1], page if page.startswith("https://") else "")


def _answer() -> Mapping[str, Any]:
    from http.client import HTTPException  # noqa: PLC0415 - all of it is seldom wanted
    from urllib.request import Request, urlopen  # noqa: PLC0415

    request = Request(ADDRESS, headers={"User-Agent": "photoapp", "Accept": "application/json"})
    try:
        with urlopen(request, timeout=_SECONDS) as answer:
            return msgspec.json.decode(answer.read(_MOST_BYTES), type=dict[str, Any])
    except (OSError, HTTPException, msgspec.MsgspecError) as error:
        reason = str(getattr(error, "reason", "") or error) or type(error).__name__
        message = f"{ADDRESS} can't be asked for the newest version ({reason})"
        raise NetworkError(f"{message}; try again later, or look there yourself.") from error


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version's numbers; 1.2 and 1.2.0 are the same."""
    numbers = tuple(map(int, version.split(".")))
    return (*numbers, 0, 0, 0)[:4]
