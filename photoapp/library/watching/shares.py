"""Which folders lie on network shares, whose changes by others no system tells."""

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

# File systems that others write to behind this system's back: shares, clouds, hosts of a guest.
# fmt: off
_SHARES = frozenset([
    "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "ftp",
    "fuse.ceph", "fuse.ceph-fuse", "fuse.cifs", "fuse.curlftpfs", "fuse.dropbox", "fuse.gcsfuse",
    "fuse.glusterfs", "fuse.goofys", "fuse.google-drive-ocamlfuse", "fuse.gvfsd-fuse",
    "fuse.kio-fuse", "fuse.mergerfs", "fuse.onedriver", "fuse.portal", "fuse.rclone", "fuse.s3fs",
    "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "gpfs", "lustre", "macfuse",
    "ncpfs", "nfs", "nfs4", "osxfuse", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
    "webdav",
])
# fmt: on
_MACOS_MOUNT = re.compile(r"^.+? on (?P<point>/.*) \((?P<kind>[^,)]+)[^()]*\)$")
_OCTAL = re.compile(r"\\(\d{3})")
_REMOTE_DRIVE = 4  # GetDriveTypeW


def share_kind(folder: Path) -> str | None:
    """Return what kind of network share a folder lies on, None for a disk of this machine."""
    real = os.path.realpath(folder)
    if os.name == "nt":
        return _windows_share(real)
    kind = _kind_of(real, _mounts())
    return kind if kind in _SHARES else None


def mounts_of_linux(mountinfo: str) -> dict[str, str]:
    """Return each mount point's kind of file system; of ``/proc/self/mountinfo``, see proc(5)."""
    mounts = {}
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        if len(before.split()) > 4 and after:
            mounts[_OCTAL.sub(_character, before.split()[4])] = after.split()[0]
    return mounts


def mounts_of_macos(printed: str) -> dict[str, str]:
    """Return each mount point's kind of file system, of what ``mount`` prints."""
    found = (_MACOS_MOUNT.match(line) for line in printed.splitlines())
    return {match["point"]: match["kind"] for match in found if match}


def _kind_of(real: str, mounts: dict[str, str]) -> str | None:
    above = [point for point in mounts if _lies_in(real, point)]
    return mounts[max(above, key=len)] if above else None


def _lies_in(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 8))


def _mounts() -> dict[str, str]:
    try:
        if platform.system() == "Darwin":
            printed = subprocess.run(["/sbin/mount"], capture_output=True, timeout=10, check=True)
            return mounts_of_macos(os.fsdecode(printed.stdout))
        return mounts_of_linux(os.fsdecode(Path("/proc/self/mountinfo").read_bytes()))
    except (OSError, subprocess.SubprocessError):
        return {}


def _windows_share(real: str) -> str | None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        drive = os.path.splitdrive(real.removeprefix("\\\\?\\"))[0]
        is_unc = drive.startswith("\\\\") or real.startswith("\\\\?\\UNC")
        if is_unc or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE:
            return "Windows share"
    return None
