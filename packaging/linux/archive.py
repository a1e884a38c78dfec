"""Makes an archive of a bundle that installs itself for one user, on any Linux.

    python packaging/linux/archive.py BUNDLE OUT

writes ``OUT/photoapp-VERSION-MACHINE.run``, by Debian's makeself. The scripts that it runs are in
``packaging/linux/archive``.
"""

import os
import platform
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from layout import folders, lay_out, output, report
from release_notes import version

_SCRIPTS = Path(__file__).parent / "archive"
# Every Linux has gzip; a better packer may be missing where this is to be unpacked.
_OPTIONS = ("--gzip", "--complevel", "6", "--sha256", "--nomd5", "--nocrc", "--nox11", "--quiet")


def make(bundle: Path, out: Path) -> Path:
    """Write the archive of a bundle into a folder; return its path.

    Raises:
        NotPackagedError: the folder is no bundle, or makeself is missing or failed.

    """
    target = out / f"photoapp-{version()}-{platform.machine()}.run"
    with TemporaryDirectory(dir=out) as work:
        payload, built = Path(work) / "payload", Path(work) / target.name
        program = lay_out(bundle, payload / "tree")
        for name in ("uninstall.sh", "tell_desktop.sh"):
            shutil.copy(_SCRIPTS / name, program / name)
        (payload / "tree/bin/photoapp-uninstall").symlink_to("../lib/photoapp/uninstall.sh")
        shutil.copy(_SCRIPTS / "install.sh", payload / "install.sh")
        label = f"photoapp {version()}"
        output("makeself", *_OPTIONS, payload, built, label, "./install.sh")
        os.replace(built, target)  # noqa: PTH105 - the same, and says what it is
    return target


if __name__ == "__main__":
    wanted = folders(sys.argv[1:], "python packaging/linux/archive.py BUNDLE OUT")
    sys.exit(report(lambda: make(*wanted)))
