"""Names that lead to a photo's file, in place of copies of it."""

import errno
import os
from pathlib import Path

from photoapp.errors import FolderError
from photoapp.library.files.refusals import FileActionError, refusal

_NO_LINKS_THERE = frozenset(
    [errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL]
)
_NOT_ALLOWED = 1314  # Windows: "A required privilege is not held by the client"
_NO_FUNCTION = frozenset([1, 50])  # Windows: what a file system without links says


def link_to(source: Path, link: Path) -> None:
    """Make a symbolic link to a file.

    Raises:
        FolderError: none can be made in that folder.
        FileActionError: this one can't be made.

    """
    try:
        link.symlink_to(source)
    except OSError as error:
        raise _refused(source, link, "links", error) from error


def hard_link_to(source: Path, link: Path) -> None:
    """Give a file a second name, on the drive that it lies on.

    Raises:
        FolderError: none can be given in that folder.
        FileActionError: this file can't have one there; it is on another drive, say.

    """
    try:
        link.hardlink_to(os.path.realpath(source))  # else some systems would link a link
    except OSError as error:
        if error.errno == errno.EXDEV:
            message = (
                f"{source} lies on another drive than {link.parent}, and hard links can't lead "
                "from one to another; export links or copies instead."
            )
            raise FileActionError(message) from error
        if error.errno == errno.EPERM and _is_of_another(source):
            message = (
                f"{source} belongs to somebody else, and the system gives it no second name; "
                "export links or copies instead."
            )
            raise FileActionError(message) from error
        raise _refused(source, link, "hard links", error) from error


def _is_of_another(source: Path) -> bool:
    return hasattr(os, "geteuid") and source.stat().st_uid != os.geteuid()


def _refused(source: Path, link: Path, kind: str, error: OSError) -> FolderError | FileActionError:
    code = getattr(error, "winerror", None)
    if code == _NOT_ALLOWED:
        return FolderError(
            "Windows lets you make links in developer mode only (Settings, System, For "
            "developers); switch that on, or export hard links or copies instead."
        )
    if code in _NO_FUNCTION or (code is None and error.errno in _NO_LINKS_THERE):
        return FolderError(
            f"The drive of {link.parent} knows no {kind}, or does not let you make any there; "
            "choose a folder on another one, or export copies instead."
        )
    if error.errno == errno.EMLINK:
        return FileActionError(f"{source} can't have more hard links; export a copy instead.")
    return refusal(link.parent / source.name, "made a link", error)
