"""What a look at one part of a home finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """Something to mend; ``mending`` says how ``mend`` does it, where it can be done here.

    What is ``harmless`` is only tidied up: leftovers, say.
    """

    what: str
    mending: str = ""
    mend: Callable[[], None] | None = None
    harmless: bool = False


@dataclass(frozen=True)
class Look:
    """The state of one part of a home: what there is, and what is to mend."""

    there: str
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.harmless for finding in self.findings)


def many(count: int, one: str, several: str) -> str:
    """Return a number of things in words."""
    return f"{count} {one if count == 1 else several}"


def delete(files: Iterable[Path]) -> None:
    """Delete files, some of which may have gone already."""
    for path in files:
        path.unlink(missing_ok=True)


def rename(path: Path, target: Path) -> None:
    """Give a file another name."""
    path.replace(target)
