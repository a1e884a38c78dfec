"""What went wrong with a download, as a sentence that names the file and the way out."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from photoapp.errors import DownloadError

WAY_OUT = "import the model from a file: photoapp models import FILE"
_GO_ON = "ask for it again to go on from what has come"


@contextmanager
def told(what: str, hub: str) -> Iterator[None]:
    """Tell every failure of the hub, the network or the disk as a sentence about ``what``.

    ``what`` is a repository and perhaps a file in it, and ``hub`` the hub's address.

    Raises:
        DownloadError: something failed.

    """
    from httpx2 import HTTPError, InvalidURL
    from huggingface_hub.errors import HFValidationError

    try:
        yield
    except (HTTPError, InvalidURL, HFValidationError, OSError) as error:
        raise DownloadError(_sentence(error, what, hub)) from error


def is_missing_file(error: Exception) -> bool:
    """Return whether a hub said that the repository is there, and the file in it is not."""
    from huggingface_hub.errors import (
        HfHubHTTPError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    if isinstance(error, RepositoryNotFoundError | RevisionNotFoundError):
        return False
    return isinstance(error, HfHubHTTPError) and error.response.status_code == 404


def _sentence(error: Exception, what: str, hub: str) -> str:
    """Return the sentence; the order matters, for some errors of the client are OSErrors too."""
    from httpx2 import HTTPError
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled

    if isinstance(error, OfflineModeIsEnabled):
        return offline(what)
    if isinstance(error, HfHubHTTPError):
        return _refusal(error.response.status_code, is_missing_file(error), what, hub)
    if isinstance(error, HTTPError):
        return _network(error, what, hub)
    if isinstance(error, HFValidationError):
        return f"{what} can't be on a hub: repositories are named like owner/name."
    if isinstance(error, OSError):
        return _disk(error, what)
    return f"{what} can't be fetched, for HF_ENDPOINT ({hub}) is not an address; mend or unset it."


def offline(what: str) -> str:
    """Return the sentence for a user who has forbidden the network."""
    return f"{what} is not fetched while HF_HUB_OFFLINE is set; unset it, or {WAY_OUT}."


def no_hub(what: str, hub: str) -> str:
    """Return the sentence for an answer that is none of a hub's, as of a proxy or a hotel."""
    return (
        f"What answers at {hub} for {what} is not a hub (a proxy's page?); open that address in a "
        f"browser to see, or {WAY_OUT}."
    )


def _refusal(status: int, missing: bool, what: str, hub: str) -> str:
    """Return what a status means; with 401 hubs don't tell strangers what is and what is not."""
    if missing:
        return f"{what} is not at {hub}; check the name, or {WAY_OUT}."
    if status == 404:
        return f"There is no repository or revision for {what} at {hub}; check the name."
    if status == 401:
        return (
            f"{hub} does not give {what} to everyone: check the name, set HF_TOKEN if you have "
            f"been granted access, or {WAY_OUT}."
        )
    if status == 403:
        return (
            f"{hub} refuses {what}: its terms may have to be accepted there, in a browser, and "
            f"HF_TOKEN set; or {WAY_OUT}."
        )
    if status == 429:
        return f"{hub} asks for a pause before it gives {what}; wait some minutes and {_GO_ON}."
    return f"{hub} can't give {what} now (status {status}); later, {_GO_ON}, or {WAY_OUT}."


def _network(error: Exception, what: str, hub: str) -> str:
    from httpx2 import ConnectError, TimeoutException, UnsupportedProtocol

    if isinstance(error, UnsupportedProtocol):
        return f"{what} can't be fetched: {hub} is no http or https address; mend HF_ENDPOINT."
    if isinstance(error, TimeoutException):
        return f"{hub} has stopped answering for {what}; check the network, {_GO_ON}, or {WAY_OUT}."
    if "CERTIFICATE" in str(error):
        return (
            f"{hub} can't be trusted for {what}, for its certificate does not verify (a proxy?); "
            f"name the proxy's in SSL_CERT_FILE, or {WAY_OUT}."
        )
    if isinstance(error, ConnectError):
        return (
            f"{hub} can't be reached for {what}; check the network, {WAY_OUT}, or stay with the "
            "starter, which needs none."
        )
    return f"The connection broke while {what} was coming; check the network, and {_GO_ON}."


def _disk(error: OSError, what: str) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, and {what} has not come whole; free some room, and {_GO_ON}."
    where = f" in {error.filename}" if error.filename else ""
    why = os.strerror(error.errno) if error.errno else str(error)
    return f"{what} can't be kept{where} ({why}); make that folder writable, or free its name."
