"""Writes the licences of all that photoapp is distributed with.

    python packaging/licences.py OUT [--bundle]

goes through what photoapp needs to run, as it is installed here, and what that needs. It fails
where a package comes without the text of its licence, unless ``licences.toml`` says which holds;
with ``--bundle`` also where a package must not be distributed together with others under the GPL.
"""

import argparse
import re
import sys
import sysconfig
import textwrap
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from held_libraries import held_libraries
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent

_TEXT = re.compile(r"(^|/)(licen[cs]es?|copying|notice|copyright)([._-][^/]*)?$", re.IGNORECASE)
_CODE = (".py", ".pyc", ".pyi", ".h")
_WIDTH = 100
_LONGEST_NAME = 200  # of a licence; what is longer is its text
# What the GPL and the LGPL ask of whoever passes programs on.
_SOURCES = """\
Where the sources are: those of photoapp, of the version that this is, are its repository's at the \
tag of that version. Those of each package listed here, of just the version that stands beside it, \
are offered by the Python Package Index under its name, and those of libraries of the system that \
it was built on, Debian or Ubuntu, by that system's archive (or its archive of former versions). \
Libraries stand beside the program, each in \
a file of its own, and may be replaced by others that fit.\
"""
_RULE = "=" * _WIDTH


class LicenceMissingError(Exception):
    """Something can't be distributed as it is."""


@dataclass(frozen=True)
class Licensed:
    """A package: what its licence is called, and the texts of that and of what it holds.

    ``note`` is what has to be known of it besides, ``held`` the libraries of others in it.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    note: str = ""
    held: tuple[str, ...] = ()


def needed(requirements: Iterable[str]) -> dict[str, metadata.Distribution]:
    """Return what is installed of some requirements, and of all that those need in turn.

    Raises:
        LicenceMissingError: one of them is not installed, so it is not known what it needs.

    """
    found: dict[str, metadata.Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = [Requirement(text) for text in requirements]
    while todo:
        one = todo.pop()
        name, extras = canonicalize_name(one.name), frozenset(one.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[name] = _installed(one.name)
        wanted = map(Requirement, found[name].requires or ())
        todo += [each for each in wanted if _holds(each, extras)]
    return dict(sorted(found.items()))


def _installed(name: str) -> metadata.Distribution:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError as error:
        message = f"{name} is not installed here; install photoapp with all it needs, then"
        raise LicenceMissingError(f"{message} run this again.") from error


def _holds(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": e}) for e in ("", *sorted(extras)))


def licensed(distribution: metadata.Distribution) -> Licensed:
    """Return what a package says of its licence, or ``licences.toml`` in its place.

    Raises:
        LicenceMissingError: neither has a text.

    """
    name = canonicalize_name(distribution.metadata["Name"])
    texts, note = _texts(distribution), ""
    if name in (known := _known()):
        names, note = known[name]
        texts += tuple((HERE / "licences" / text).read_text("utf-8").strip() for text in names)
    elif not texts:
        message = f"{name} {distribution.version} comes without the text of its licence"
        raise LicenceMissingError(f"{message}; say in packaging/licences.toml which holds.")
    called, held = _name_of_licence(distribution), held_libraries(distribution)
    return Licensed(name, distribution.version, called, texts, note, held)


def _known() -> dict[str, tuple[list[str], str]]:
    table = tomllib.loads((HERE / "licences.toml").read_text("utf-8"))
    return {name: (said["texts"], said["reason"]) for name, said in table.items()}


def _texts(distribution: metadata.Distribution) -> tuple[str, ...]:
    """Return the texts among a package's files, each once."""
    paths = [
        path
        for path in distribution.files or ()
        if _TEXT.search(str(path)) and path.suffix not in _CODE
    ]
    found = (Path(str(distribution.locate_file(path))) for path in sorted(paths, key=str))
    read = (path.read_text("utf-8", errors="replace").strip() for path in found if path.is_file())
    return tuple(dict.fromkeys(text for text in read if text))


def _name_of_licence(distribution: metadata.Distribution) -> str:
    """Return what a package calls its licence: an SPDX expression where it has one."""
    about = distribution.metadata
    for field in ("License-Expression", "License"):
        said = (about.get_all(field) or ["UNKNOWN"])[0]
        if said not in {"", "UNKNOWN"} and len(said) <= _LONGEST_NAME and "\n" not in said:
            return str(said)
    classifiers = about.get_all("Classifier") or []
    names = [c.split("::")[-1].strip() for c in classifiers if c.startswith("License ::")]
    return ", ".join(names) or "see the text"


def python() -> Licensed:
    """Return the licence of Python itself, which every installer holds.

    Raises:
        LicenceMissingError: it does not lie where it usually does.

    """
    folders = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)]  # the latter on Windows
    path = next((f / "LICENSE.txt" for f in folders if (f / "LICENSE.txt").is_file()), None)
    if path is None:
        message = f"The licence of Python, LICENSE.txt, is not in {folders[0]}"
        raise LicenceMissingError(f"{message}; put it there.")
    version = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    return Licensed("python", version, "PSF-2.0", (path.read_text("utf-8").strip(),))


def refused(packages: Iterable[Licensed]) -> list[str]:
    """Return the packages that must not be distributed together with others under the GPL."""
    return [one.name for one in packages if "proprietary" in one.licence.lower()]


def written(packages: Iterable[Licensed]) -> str:
    """Return the licences as one text: a list, then each text once."""
    packages = list(packages)
    lines = [f"{one.name} {one.version}: {one.licence}" for one in packages]
    parts = ["photoapp is distributed together with the following.", "\n".join(lines)]
    parts.append(textwrap.fill(_SOURCES, _WIDTH))
    printed: dict[str, str] = {}
    for one in packages:
        parts.append(f"{_RULE}\n{one.name} {one.version}\n{one.licence}\n{_RULE}")
        if one.note:
            parts.append(textwrap.fill(one.note, _WIDTH))
        if one.held:
            held = f"Its files hold: {', '.join(one.held)}."
            parts.append(textwrap.fill(held, _WIDTH, break_on_hyphens=False))
        for text in one.texts:
            known = printed.setdefault(text, one.name)
            parts.append(text if known == one.name else f"The same text as of {known}, above.")
    return "\n\n".join(parts) + "\n"


def gathered(*more: str) -> list[Licensed]:
    """Return all that photoapp needs to run, Python, and packages that are named besides.

    Raises:
        LicenceMissingError: something is not installed, or without the text of its licence.

    """
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = needed(pyproject["project"]["dependencies"])
    beside = [licensed(_installed(name)) for name in more]
    return [python(), *(licensed(one) for one in found.values()), *beside]


def main() -> int:
    """Write the licences; return the exit status."""
    parser = argparse.ArgumentParser(description="Write the licences of all that is distributed.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--bundle", action="store_true")
    wanted = parser.parse_args()
    try:
        packages = gathered()
    except LicenceMissingError as error:
        print(error, file=sys.stderr)
        return 1
    if wanted.bundle and (wrong := refused(packages)):
        message = "These can't be distributed with what is under the GPL; leave them out"
        print(f"{message}: {', '.join(wrong)}.", file=sys.stderr)
        return 1
    wanted.out.write_text(written(packages), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
