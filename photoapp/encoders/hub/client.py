"""Asking a hub which files a repository has, with huggingface_hub's own client.

A hub is where HF_ENDPOINT says when it is asked, else huggingface.co; nothing else is contacted,
but where the hub itself redirects. The only token that is sent is the one in HF_TOKEN.
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from photoapp import __version__
from photoapp.encoders.hub.refusals import (
    WAY_OUT,
    is_missing_file,
    no_hub,
    offline,
    told,
)
from photoapp.errors import DownloadError

_USUAL_HUB = "https://huggingface.co"
# The client's own 10 MB would be lost with each cut, and be long in coming over a slow line.
_CHUNK_BYTES = 256 * 1024
_CLIENT: dict[str, Any] = {"library_name": "photoapp", "library_version": __version__}


@dataclass(frozen=True)
class HubFile:
    """A file as a hub has it, ``size`` in bytes; ``etag`` is its SHA-256, or git's hash of a blob.

    ``revision`` is what was asked for, and ``commit`` what that was when it was asked.
    """

    repository: str
    name: str
    size: int
    etag: str
    commit: str
    revision: str

    def __str__(self) -> str:
        return f"{self.repository}/{self.name}"


def hub_address() -> str:
    """Return the address of the hub; the client itself would read HF_ENDPOINT at import only."""
    return (os.environ.get("HF_ENDPOINT") or _USUAL_HUB).rstrip("/")


def look_up(
    repository: str,
    names: Sequence[str],
    optional: Sequence[str] = (),
    revision: str | None = None,
) -> list[HubFile]:
    """Return files of a repository, and of the ``optional`` ones those that are there.

    Raises:
        DownloadError: a file is missing, or the hub can't be asked.

    """
    found = [_head(repository, name, revision, missing_ok=False) for name in names]
    found += [_head(repository, name, revision, missing_ok=True) for name in optional]
    return [file for file in found if file]


def first_of(repository: str, names: Sequence[str], revision: str | None = None) -> HubFile:
    """Return the first of some alternatives that a repository has.

    Raises:
        DownloadError: it has none of them, or the hub can't be asked.

    """
    for name in names:
        if file := _head(repository, name, revision, missing_ok=True):
            return file
    wanted = ", ".join(names)
    message = f"{repository} at {hub_address()} has none of the files {wanted}; {WAY_OUT}."
    raise DownloadError(message)


def file_url(file: HubFile) -> str:
    """Return where a file is fetched: at its commit, so that it is still the one looked up."""
    from huggingface_hub import hf_hub_url

    return hf_hub_url(file.repository, file.name, revision=file.commit, endpoint=hub_address())


def request_headers() -> dict[str, str]:
    """Return the headers of a file's request; without ``identity`` small files come zipped."""
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    prepare_client()
    headers = build_hf_headers(token=_token(), library_name="photoapp", library_version=__version__)
    return {**headers, "Accept-Encoding": "identity"}


def prepare_client() -> None:
    """Make the client quiet: no telemetry, no lines on the terminal, and small pieces.

    Its settings are read from the environment at import, which may be long past; and on the way
    to a user agent it would ask the hub for a list of agents, were telemetry on.
    """
    from huggingface_hub import constants

    constants.HF_HUB_DISABLE_TELEMETRY = True
    constants.DOWNLOAD_CHUNK_SIZE = _CHUNK_BYTES
    if "HF_HUB_VERBOSITY" not in os.environ:
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)


def refuse_offline(what: str) -> None:
    """Respect HF_HUB_OFFLINE as it is now.

    Raises:
        DownloadError: it is set.

    """
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        raise DownloadError(offline(what))


def _head(repository: str, name: str, revision: str | None, *, missing_ok: bool) -> HubFile | None:
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    what, hub = f"{repository}/{name}", hub_address()
    refuse_offline(what)
    prepare_client()
    with told(what, hub):
        url = hf_hub_url(repository, name, revision=revision, endpoint=hub)
        try:
            found = get_hf_file_metadata(url, token=_token(), **_CLIENT)
        except HfHubHTTPError as error:
            if missing_ok and is_missing_file(error):
                return None
            raise
    if not found.etag or found.size is None or not found.commit_hash:
        raise DownloadError(no_hub(what, hub))
    commit = found.commit_hash
    return HubFile(repository, name, found.size, found.etag, commit, revision or "main")


def _token() -> str | bool:
    """Return the user's token, else False: the client would send one it finds on the disk."""
    return os.environ.get("HF_TOKEN", "").strip() or False
