"""Files that are written whole or not at all, and known to be as they were written."""

import hashlib
import os
import tempfile
from pathlib import Path

from photoapp.errors import TrainingError

_DIGEST_BYTES = 16


def replace_file(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and put it in the place of ``path``.

    Raises:
        TrainingError: it can't be written there.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(0o644)  # mkstemp's files are for their owner alone
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"{path} can't be written ({error.strerror}); make room or choose another place."
        raise TrainingError(message) from error


def keep(path: Path, content: bytes) -> None:
    """Write a file that can be remade, with a hash before its content.

    Raises:
        TrainingError: it can't be written there.

    """
    replace_file(path, _digest(content) + content)


def kept(path: Path) -> bytes | None:
    """Return what ``keep`` wrote; nothing if there is none or it has been damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, content = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    return content if digest == _digest(content) else None


def check_writable(folder: Path) -> None:
    """Make a folder, if need be, and make sure that files can be put there.

    Raises:
        TrainingError: they can't.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        message = f"{folder} can't be written ({error.strerror}); choose another folder."
        raise TrainingError(message) from error


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
