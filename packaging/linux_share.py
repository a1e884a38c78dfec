"""Lays out what a Linux desktop wants to know of photoapp, as every package of it has it.

    python packaging/linux_share.py PREFIX/share

writes the desktop entry, the AppStream metadata with the releases of CHANGELOG.md, the types of
files, and the icons.
"""

import shutil
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

from icons import write_theme
from release_notes import ROOT, UNRELEASED, dated

LINUX = ROOT / "packaging" / "linux"


def write_share(share: Path) -> None:
    """Write all of it below a ``share`` folder, in the places that freedesktop.org names."""
    write_texts(share)
    write_theme(share / "icons")


def write_texts(share: Path) -> None:
    """Write all of it but the icons."""
    for name, place in {
        "photoapp.desktop": "applications/photoapp.desktop",
        "photoapp.mime.xml": "mime/packages/photoapp.xml",
    }.items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(LINUX / name, share / place)
    metainfo = share / "metainfo" / "photoapp.metainfo.xml"
    metainfo.parent.mkdir(parents=True, exist_ok=True)
    metainfo.write_text(with_releases((ROOT / "CHANGELOG.md").read_text("utf-8")), "utf-8")


def with_releases(changelog: str) -> str:
    """Return the AppStream metadata with the releases that a changelog tells of."""
    template = (LINUX / "photoapp.metainfo.xml.in").read_text("utf-8")
    lines = [
        f"    <release version={quoteattr(version)} date={quoteattr(date)}/>"
        for version, date in dated(changelog).items()
        if version != UNRELEASED
    ]
    releases = "\n".join(["<releases>", *lines, "  </releases>"]) if lines else "<releases/>"
    return template.replace("<releases/>", releases)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/linux_share.py PREFIX/share")
    write_share(Path(sys.argv[1]))
