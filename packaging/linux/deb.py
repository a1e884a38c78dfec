"""Makes the package for Debian and Ubuntu of a bundle.

    python packaging/linux/deb.py BUNDLE OUT

writes ``OUT/photoapp_VERSION_ARCHITECTURE.deb``. It holds no scripts: dpkg's own triggers tell the
desktop of photoapp when it comes and goes.
"""

import hashlib
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from deb_depends import depends
from deb_documents import MAINTAINER, write_documents
from layout import folders, lay_out, output, report, set_modes
from release_notes import version

# By measurement; packaging/README.md has the figures. Every dpkg reads this where there is a C
# library as new as a bundle's.
_COMPRESSION = ("-Zzstd", "-z10")


def make(bundle: Path, out: Path) -> Path:
    """Write the package of a bundle into a folder; return its path.

    Raises:
        NotPackagedError: the folder is no bundle, or a tool is missing or failed.

    """
    architecture = output("dpkg", "--print-architecture").strip()
    target = out / f"photoapp_{version()}_{architecture}.deb"
    with TemporaryDirectory(dir=out) as work:
        tree, built = Path(work) / "tree", Path(work) / target.name
        lay_out(bundle, tree / "usr")
        write_documents(bundle, tree / "usr" / "share" / "doc" / "photoapp")
        _write_control(tree, architecture)
        set_modes(tree)
        output("dpkg-deb", "--root-owner-group", *_COMPRESSION, "--build", tree, built)
        os.replace(built, target)  # noqa: PTH105 - the same, and says what it is
    return target


def _write_control(tree: Path, architecture: str) -> None:
    """Write what dpkg wants to know of a tree, into the folder it looks for there."""
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    (tree / "DEBIAN").mkdir()
    sums = [f"{_md5(path)}  {path.relative_to(tree)}\n" for path in files]
    (tree / "DEBIAN" / "md5sums").write_text("".join(sums), "utf-8")
    sizes = {path.stat().st_ino: path.stat().st_size for path in files}
    kilobytes = sum(-(-size // 1024) for size in sizes.values())
    needed = ", ".join(depends(tree))
    (tree / "DEBIAN" / "control").write_text(control(architecture, kilobytes, needed), "utf-8")


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def control(architecture: str, kilobytes: int, needed: str) -> str:
    """Return the control file of a package with an installed size, and what it needs."""
    return dedent(f"""\
        Package: photoapp
        Version: {version()}
        Architecture: {architecture}
        Maintainer: {MAINTAINER}
        Installed-Size: {kilobytes}
        Depends: {needed}
        Recommends: fonts-dejavu-core, hicolor-icon-theme, shared-mime-info
        Section: graphics
        Priority: optional
        Description: photo organizer that finds photos by plain words
         It goes through folders of photos, looks at each photo once with a small vision
         model, and finds them by what is on them, by likeness, and by date, place, camera
         and rating. It suggests labels, makes albums, and can learn people, pets and
         places from captions.
         .
         Everything happens on the machine itself: there is no account and no cloud.
        """)


if __name__ == "__main__":
    wanted = folders(sys.argv[1:], "python packaging/linux/deb.py BUNDLE OUT")
    sys.exit(report(lambda: make(*wanted)))
