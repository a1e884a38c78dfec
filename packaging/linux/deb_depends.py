"""Says which of Debian's packages a bundle needs, from the libraries that it asks for."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from layout import NotPackagedError, output

# What Qt opens when the window starts: no file says that it needs these. A bundle that has a
# library itself needs no package for it.
_OPENED_LATER = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_VERSIONLESS = re.compile(r" \(.*\)$")


def depends(tree: Path) -> list[str]:
    """Return the packages, with versions, that what lies below a package's tree needs.

    Raises:
        NotPackagedError: a library is neither in the tree nor installed here.

    """
    programs = sorted(elf_files(tree))
    if not programs:
        return []
    needed = _by_dpkg(tree, programs)
    names = {_VERSIONLESS.sub("", one) for one in needed}
    held = {path.name for path in tree.rglob("*.so*")}
    later = {name for library, name in _OPENED_LATER.items() if library not in held}
    return sorted([*needed, *(later - names)])


def elf_files(tree: Path) -> Iterator[Path]:
    """Yield the programs and libraries below a folder."""
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def _by_dpkg(tree: Path, programs: list[Path]) -> list[str]:
    """Return what dpkg's own tool finds out, in the folder of a source package that it wants."""
    private = sorted({f"-l{path.parent.absolute()}" for path in programs})
    with TemporaryDirectory() as work:
        (Path(work) / "debian").mkdir()
        stanzas = "Source: photoapp\n\nPackage: photoapp\nArchitecture: any\n"
        (Path(work) / "debian" / "control").write_text(stanzas)
        # It knows what belongs to the package by this folder beside it.
        (tree / "DEBIAN").mkdir(exist_ok=True)
        # The bundle's own libraries are of no package: that is no fault.
        command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *private]
        try:
            said = output(*command, *(p.absolute() for p in programs), folder=Path(work))
        except NotPackagedError as error:
            raise _told(str(error)) from error
    listed = said.removeprefix("shlibs:Depends=").strip()
    return [one.strip() for one in listed.split(",") if one.strip()]


def _told(said: str) -> NotPackagedError:
    """Return dpkg's words made short, where it misses libraries."""
    missing = sorted(set(re.findall(r"cannot find library (\S+) needed by (\S+)", said)))
    if not missing:
        return NotPackagedError(said)
    names = ", ".join(f"{library} (for {Path(program).name})" for library, program in missing)
    message = f"Neither the bundle nor this machine has {names}"
    return NotPackagedError(f"{message}; install what holds it, then build the package again.")
