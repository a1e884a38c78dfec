"""Putting a new version in a file's place, so that there is always one of the two, whole."""

import errno
import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

from photoapp.library.files.refusals import FileActionError, refusal

# Hidden, so that no scan meets it.
_TEMPORARY = ".photoapp-{}.part"
_WRITE_BITS = 0o222


@dataclass(frozen=True)
class Replacement:
    """A file's new version, which lies finished beside it. ``stat`` is what it will have.

    ``before`` is what the file had when the version was made of it.
    """

    path: Path
    temporary: Path
    before: os.stat_result
    stat: os.stat_result

    def put(self) -> None:
        """Put it in the file's place: at one moment the old, at the next the new.

        Raises:
            FileActionError: the system refuses, or another program has written it meanwhile; the
                file is as it was.

        """
        try:
            if _traits(self.path.stat()) != _traits(self.before):
                message = f"{self.path} has changed just now; index it, and try again."
                raise FileActionError(message)
            self.temporary.replace(self.path)
        except OSError as error:
            raise refusal(self.path, "replaced", error) from error
        _sync_folder(self.path.parent)

    def discard(self) -> None:
        """Delete it, if it has not been put in place."""
        self.temporary.unlink(missing_ok=True)


def temporary_beside(path: Path) -> Path:
    """Return a name in a file's folder that nothing has."""
    return path.with_name(_TEMPORARY.format(uuid.uuid4().hex))


def prepare(
    path: Path, temporary: Path, data: bytes, modified_ns: int, before: os.stat_result
) -> Replacement:
    """Write a file's new version beside it, with the rights, owner and attributes that it has.

    ``path`` must be no link; ``before`` is what the system said of it before it was read. The new
    version is on the disk before this returns.

    Raises:
        FileActionError: it can't be written, or not with the same owner.

    """
    try:
        if not path.stat().st_mode & _WRITE_BITS or not os.access(path, os.W_OK):
            message = f"{path} is write-protected; give yourself the right to write it."
            raise FileActionError(message)
        _copy(path, temporary, data)
        os.utime(temporary, ns=(path.stat().st_atime_ns, modified_ns))
        return Replacement(path, temporary, before, temporary.stat())
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise refusal(path, "written", error) from error
    except FileActionError:
        temporary.unlink(missing_ok=True)
        raise


def _copy(path: Path, temporary: Path, data: bytes) -> None:
    if sys.platform == "darwin":  # Python does not copy what the Finder keeps beside a file
        if subprocess.run(["/bin/cp", "-p", path, temporary], check=False).returncode:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
    else:
        temporary.touch(0o600)
    with temporary.open("r+b") as file:
        file.truncate()
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if sys.platform != "win32":
        _keep_owner(path, temporary)
    shutil.copystat(path, temporary)


def _traits(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _keep_owner(path: Path, temporary: Path) -> None:
    there, here = path.stat(), temporary.stat()
    if (there.st_uid, there.st_gid) != (here.st_uid, here.st_gid):
        try:
            os.chown(temporary, there.st_uid, there.st_gid)
        except PermissionError as error:
            message = f"{path} belongs to somebody else; ask them, or copy it to a folder of yours."
            raise FileActionError(message) from error


def _sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk; Windows neither needs nor allows it."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError:  # shares of other systems know no such thing
            pass
        finally:
            os.close(descriptor)
