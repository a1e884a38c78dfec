"""Says how large something is, and where that goes; fails where it is too large.

    python packaging/size.py PATH [--most MEGABYTES]

PATH is a folder or a file.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

# What the bundle may take on a disk, and a package of it to fetch: a little more than they do. A
# change that goes beyond either is to be worth it.
BUNDLE_MEGABYTES = 970
PACKAGE_MEGABYTES = 430
_SHOWN, _DEPTH = 10, 2


def megabytes(path: Path) -> float:
    """Return the size of a file, or of all files in a folder."""
    return sum(_sizes(path).values()) / 1e6


def _sizes(path: Path) -> dict[Path, int]:
    """Return the sizes of files in bytes; one that has several names counts once."""
    seen: dict[tuple[int, int], Path] = {}
    for file in sorted([path] if path.is_file() else path.rglob("*")):
        if file.is_file() and not file.is_symlink():
            found = file.stat()
            seen.setdefault((found.st_dev, found.st_ino or id(file)), file)
    return {file: file.stat().st_size for file in seen.values()}


def largest(folder: Path) -> list[tuple[str, float]]:
    """Return the ten largest folders, or files that stand alone, and their megabytes."""
    found: Counter[str] = Counter()
    for file, size in _sizes(folder).items():
        parts = file.relative_to(folder).parts
        found["/".join(parts[:_DEPTH])] += size
    return [(name, size / 1e6) for name, size in found.most_common(_SHOWN)]


def too_large(path: Path, most: float | None = None) -> str | None:
    """Return a complaint that names the ten largest folders, None where it is small enough."""
    default = BUNDLE_MEGABYTES if path.is_dir() else PACKAGE_MEGABYTES
    most, size = most or default, megabytes(path)
    if size <= most:
        return None
    lines = [f"{path.name} has {size:.0f} MB, and may have {most:.0f}. The largest in it:"]
    return "\n".join([*lines, *_table(path)])


def _table(path: Path) -> list[str]:
    return [f"{size:8.1f} MB  {name}" for name, size in largest(path)] if path.is_dir() else []


def main() -> int:
    """Print the sizes; return the exit status."""
    parser = argparse.ArgumentParser(description="Say how large something is.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--most", type=float, help="megabytes")
    given = parser.parse_args()
    if not given.path.exists():
        print(f"{given.path} is not there; make package builds it.", file=sys.stderr)
        return 1
    if complaint := too_large(given.path, given.most):
        print(complaint, file=sys.stderr)
        return 1
    print(f"{given.path.name}: {megabytes(given.path):.0f} MB")
    print("\n".join(_table(given.path)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
