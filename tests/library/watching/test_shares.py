"""Which folders lie on network shares, by what the systems say of their mounts."""

import sys
from pathlib import Path

import pytest

from photoapp.library.watching import shares
from photoapp.library.watching.shares import mounts_of_linux, mounts_of_macos, share_kind

_MOUNTINFO = """\
27 1 252:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
91 27 0:52 / /mnt/nas rw,relatime shared:50 - nfs4 nas:/photos rw,vers=4.2
92 91 8:17 / /mnt/nas/local\\040disk rw - ext4 /dev/sdb1 rw
93 27 0:53 / /home/ann/cloud rw,nosuid,nodev master:1 - fuse.rclone remote: rw,user_id=1000
94 27 8:33 / /media/ann/CARD rw,nosuid - fuseblk /dev/sdc1 rw
"""
_MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ann@nas._smb._tcp.local/Photos on /Volumes/Photos (old) (smbfs, nodev, nosuid, mounted by ann)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="mounts are of other systems")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ann/Pictures", None),
        ("/mnt/nas", "nfs4"),
        ("/mnt/nas/2020", "nfs4"),
        ("/mnt/nasty", None),
        ("/mnt/nas/local disk/2020", None),
        ("/home/ann/cloud/x", "fuse.rclone"),
        ("/media/ann/CARD", None),
    ],
)
def test_the_innermost_mount_tells_what_a_folder_lies_on(
    folder: str, kind: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_mounts", lambda: mounts_of_linux(_MOUNTINFO))
    assert share_kind(Path(folder)) == kind


def test_what_macos_prints_is_understood() -> None:
    mounts = mounts_of_macos(_MACOS)
    assert mounts["/"] == "apfs"
    assert mounts["/Volumes/Photos (old)"] == "smbfs"


def test_a_folder_of_this_machine_is_on_no_share(tmp_path: Path) -> None:
    assert share_kind(tmp_path) is None
