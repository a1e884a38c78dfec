"""Prints what the changelog says of a release, for whoever publishes it.

    python packaging/release_notes.py v0.1.0

fails, with a sentence, where the tag, the version in ``photoapp/__init__.py`` and the changelog
don't agree: then nothing must be released.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
UNRELEASED = "Unreleased"

_HEADING = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<date>\S+))?\n", re.MULTILINE)
_LINKS = re.compile(r"^\[[^\]]+\]: \S+\n?", re.MULTILINE)
_ADDRESS = re.compile(r'^ADDRESS = "([^"]+)"$', re.MULTILINE)
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class NotReadyError(Exception):
    """Something has to be mended before this can be released."""


def version() -> str:
    """Return photoapp's version, from the one place where it stands."""
    [found] = _VERSION.findall((ROOT / "photoapp" / "__init__.py").read_text("utf-8"))
    return str(found)


def address() -> str:
    """Return where photoapp asks for new versions."""
    [found] = _ADDRESS.findall((ROOT / "photoapp" / "releases.py").read_text("utf-8"))
    return str(found)


def dated(changelog: str) -> dict[str, str]:
    """Return the versions of a changelog with their dates, the newest first; "" for none.

    Raises:
        NotReadyError: a version has no date, or stands there twice.

    """
    found: dict[str, str] = {}
    for heading in _HEADING.finditer(changelog):
        name, date = heading["name"], heading["date"] or ""
        if name in found:
            raise NotReadyError(f"The changelog has {name} twice; make one of both.")
        if name != UNRELEASED and not _DATE.fullmatch(date):
            raise NotReadyError(f"The changelog has no date for {name}; write: - 2026-01-31")
        found[name] = date
    return found


def sections(changelog: str) -> dict[str, str]:
    """Return what a changelog says of each version, the newest first.

    Raises:
        NotReadyError: as ``dated`` does.

    """
    headings = list(_HEADING.finditer(changelog))
    ends = [heading.start() for heading in headings[1:]] + [len(changelog)]
    return {
        name: _LINKS.sub("", changelog[heading.end() : end]).strip()
        for name, heading, end in zip(dated(changelog), headings, ends, strict=True)
    }


def notes(tag: str, changelog: str) -> str:
    """Return what the changelog says of the version that a tag names.

    Raises:
        NotReadyError: tag, version and changelog don't agree.

    """
    if tag != f"v{version()}":
        raise NotReadyError(f"The tag is {tag}, but photoapp/__init__.py says {version()}.")
    if ".invalid/" in address():
        message = "photoapp/releases.py does not say yet where releases are published"
        raise NotReadyError(f"{message}; write the project's own address there.")
    found = sections(changelog).get(version())
    if not found:
        message = f"CHANGELOG.md says nothing of {version()}"
        raise NotReadyError(f"{message}; move what stands under {UNRELEASED} there.")
    return found


def main(arguments: list[str]) -> int:
    """Print a release's notes; return the exit status."""
    if len(arguments) != 1:
        print("usage: python packaging/release_notes.py TAG", file=sys.stderr)
        return 2
    try:
        print(notes(arguments[0], (ROOT / "CHANGELOG.md").read_text("utf-8")))
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
