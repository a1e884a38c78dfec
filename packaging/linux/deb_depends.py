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
# What libraries in a bundle read: which fonts there are, keyboards, how characters are composed.
_READ = ("fontconfig-config", "libx11-data", "xkb-data")
# Plug-ins that Qt tries and does without: what they need is no need of photoapp's.
_OPTIONAL = ("platformthemes/libqgtk3.so",)
# The C library's parts work with that very C library and no other: they are each system's own.
_THE_SYSTEMS = frozenset(
    f"{name}.so.{number}"
    for name, number in {
        "ld-linux-x86-64": 2, "libc": 6, "libdl": 2, "libm": 6, "libmvec": 1, "libpthread": 0,
        "libresolv": 2, "librt": 1,
    }.items()
)  # fmt: skip
_VERSIONLESS = re.compile(r" \(.*\)$")


def depends(tree: Path) -> list[str]:
    """Return the packages, with versions, that what lies below a package's tree needs.

    Raises:
        NotPackagedError: a library is neither in the tree nor installed here, or must not be in
            the tree.

    """
    if wrong := sorted({path.name for path in tree.rglob("*.so.*")} & _THE_SYSTEMS):
        message = f"The bundle holds parts of the C library, {', '.join(wrong)}"
        raise NotPackagedError(f"{message}; leave them out in packaging/pyinstaller.")
    programs = sorted(path for path in elf_files(tree) if not str(path).endswith(_OPTIONAL))
    if not programs:
        return []
    needed = _by_dpkg(tree, programs)
    names = {_VERSIONLESS.sub("", one) for one in needed}
    held = {path.name for path in tree.rglob("*.so*")}
    later = {name for library, name in _OPENED_LATER.items() if library not in held}
    return sorted([*needed, *((later | set(_READ)) - names)])


def elf_files(tree: Path) -> Iterator[Path]:
    """Yield the programs and libraries below a folder."""
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def _by_dpkg(tree: Path, programs: list[Path]) -> list[str]:
    """Return what dpkg's own tool finds out, in the folder of a source package that it wants."""
    with TemporaryDirectory() as work:
        (Path(work) / "debian").mkdir()
        stanzas = "Source: photoapp\n\nPackage: photoapp\nArchitecture: any\n"
        (Path(work) / "debian" / "control").write_text(stanzas)
        held = _as_a_package(Path(work) / "held", tree)
        # The bundle's own libraries are of no package: that is no fault.
        command = ["dpkg-shlibdeps", "-O", "--warnings=0", "--ignore-missing-info", f"-S{held}"]
        try:
            said = output(*command, *(p.absolute() for p in programs), folder=Path(work))
        except NotPackagedError as error:
            raise _told(str(error)) from error
    listed = said.removeprefix("shlibs:Depends=").strip()
    return [one.strip() for one in listed.split(",") if one.strip()]


def _as_a_package(folder: Path, tree: Path) -> Path:
    """Show a tree's libraries where dpkg looks for a package's, before it looks at the system's.

    It knows neither that a bundle's program tells the linker where they are, nor where that is.
    """
    (folder / "DEBIAN").mkdir(parents=True)
    (folder / "usr" / "lib").mkdir(parents=True)
    for path in elf_files(tree):
        shown = folder / "usr" / "lib" / path.name
        if not shown.is_symlink():
            shown.symlink_to(path.absolute())
    return folder


def _told(said: str) -> NotPackagedError:
    """Return dpkg's words made short, where it misses libraries."""
    found = re.findall(r"error: cannot find library (\S+) needed by (\S+)", said)
    if not found:
        return NotPackagedError(said)
    # One program for each library says enough.
    missing = dict(sorted(found))
    names = ", ".join(f"{library} (for {Path(path).name})" for library, path in missing.items())
    message = f"Neither the bundle nor this machine has {names}"
    return NotPackagedError(f"{message}; install what holds it, then build the package again.")
