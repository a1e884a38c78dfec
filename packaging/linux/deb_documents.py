"""Writes the documents that a package for Debian comes with: copyright and changelog."""

import gzip
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from release_notes import ROOT, UNRELEASED, dated, sections, version

# There is no domain that is the project's own.
MAINTAINER = "The photoapp authors <authors@photoapp.invalid>"
_COPYRIGHT = """\
photoapp, a photo organizer. Its own code comes under the licence that stands first. What it is
distributed with follows, with the licences of each; as two parts of that come under the GNU
General Public License, version 3 or later, this package does so as a whole. The text of that
is in /usr/share/common-licenses/GPL-3 as well.
"""


def write_documents(bundle: Path, folder: Path) -> None:
    """Write copyright and changelog into a folder, from what a bundle has and what we say."""
    folder.mkdir(parents=True)
    parts = [_COPYRIGHT, *((bundle / name).read_text("utf-8") for name in _LICENCES)]
    (folder / "copyright").write_text("\n".join(parts), "utf-8")
    text = changelog((ROOT / "CHANGELOG.md").read_text("utf-8")).encode()
    # Without a time of its own in it, the same text makes the same file.
    (folder / "changelog.gz").write_bytes(gzip.compress(text, 9, mtime=0))


_LICENCES = ("LICENSE", "THIRD-PARTY.txt")


def changelog(markdown: str) -> str:
    """Return our changelog in the form that Debian's tools read, the newest version first.

    What is not released yet stands under the version that it will be.
    """
    dates, said = dated(markdown), sections(markdown)
    if version() not in dates:
        said = {version(): said.get(UNRELEASED, ""), **said}
    return "\n".join(
        _entry(name, text, dates.get(name, "")) for name, text in said.items() if name != UNRELEASED
    )


def _entry(name: str, text: str, date: str) -> str:
    lines = "\n".join(_lines(text))
    return (
        f"photoapp ({name}) stable; urgency=medium\n\n{lines}\n\n -- {MAINTAINER}  {_when(date)}\n"
    )


def _lines(text: str) -> Iterator[str]:
    """Yield a section's lines, indented by two, with Debian's star for each point."""
    for line in filter(None, text.splitlines()):
        if line.startswith("#"):
            yield f"  [ {line.lstrip('# ')} ]"
        else:
            yield f"  * {line[2:]}" if line.startswith("- ") else f"  {line}"


def _when(date: str) -> str:
    """Return a date of the changelog, or for "" when this is built, as Debian writes times."""
    if date:
        return format_datetime(datetime.fromisoformat(date).replace(tzinfo=UTC))
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return format_datetime(datetime.fromtimestamp(seconds, UTC))
