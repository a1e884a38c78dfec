"""Why something can't be done with a file, in sentences that name it."""

import errno
from pathlib import Path

from photoapp.errors import PhotoappError

_NO_ROOM = frozenset([errno.ENOSPC, errno.EDQUOT])
_NO_RIGHT = frozenset([errno.EACCES, errno.EPERM, errno.EROFS])


class FileActionError(PhotoappError):
    """Something can't be done with a photo's file; the file is as it was."""


def refusal(path: Path, verb: str, error: OSError) -> FileActionError:
    """Return what to say when ``path`` can't be, say, "turned" for a reason of the system's."""
    if error.errno in _NO_ROOM:
        why = f"there is no room left in {path.parent}; make some, and try again"
    elif error.errno in _NO_RIGHT:
        why = f"{path.parent} can't be written; give yourself the right to, or copy it elsewhere"
    elif error.errno == errno.ENOENT:
        why = "it is not there any more; plug its drive in, or look where it has gone"
    else:
        why = f"the system says: {error.strerror or error}"
    return FileActionError(f"{path} can't be {verb}: {why}.")
