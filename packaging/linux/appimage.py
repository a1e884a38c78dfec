"""Makes an AppImage of a bundle: one file that runs where it lies.

    python packaging/linux/appimage.py BUNDLE OUT RUNTIME

writes ``OUT/photoapp-VERSION-MACHINE.AppImage``. RUNTIME is the project AppImage's type 2 runtime,
a small program that stands before the packed files and mounts them; no package registry has it, so
the release workflow brings it. mksquashfs of squashfs-tools does the rest.
"""

import os
import platform
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from layout import NotPackagedError, folders, lay_out, output, report
from release_notes import version

# ELF, and at the eighth byte what says "AppImage of type 2".
_MAGIC = (b"\x7fELF", b"AI\x02")
_OPTIONS = ("-root-owned", "-noappend", "-no-progress", "-quiet", "-comp", "zstd", "-b", "1M")
# Whoever makes a link `photoapp-train` to the AppImage calls that program.
_APPRUN = """\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
case ${ARGV0##*/} in
    photoapp-train) exec "$here/usr/bin/photoapp-train" "$@" ;;
    *) exec "$here/usr/bin/photoapp" "$@" ;;
esac
"""


def make(bundle: Path, out: Path, runtime: Path) -> Path:
    """Write the AppImage of a bundle into a folder; return its path.

    Raises:
        NotPackagedError: the folder is no bundle, the runtime none, or mksquashfs is missing.

    """
    begin = _checked(runtime)
    target = out / f"photoapp-{version()}-{platform.machine()}.AppImage"
    with TemporaryDirectory(dir=out) as work:
        folder, packed, built = (Path(work) / name for name in ("AppDir", "packed", "built"))
        lay_out_appdir(bundle, folder)
        output("mksquashfs", folder, packed, *_OPTIONS)
        with built.open("wb") as file, packed.open("rb") as rest:
            file.write(begin)
            shutil.copyfileobj(rest, file)
        built.chmod(0o755)
        os.replace(built, target)  # noqa: PTH105 - the same, and says what it is
    return target


def _checked(runtime: Path) -> bytes:
    begin = runtime.read_bytes() if runtime.is_file() else b""
    if not begin.startswith(_MAGIC[0]) or begin[8:11] != _MAGIC[1]:
        message = f"{runtime} is no runtime of AppImages"
        raise NotPackagedError(f"{message}; fetch runtime-x86_64 of the project AppImage.")
    return begin


def lay_out_appdir(bundle: Path, folder: Path) -> None:
    """Lay a bundle out as an AppDir: below ``usr``, with what is looked for at its top.

    Raises:
        NotPackagedError: the folder is no bundle.

    """
    lay_out(bundle, folder / "usr")
    (folder / "AppRun").write_text(_APPRUN)
    (folder / "AppRun").chmod(0o755)
    folder.chmod(0o755)
    share = Path("usr") / "share"
    icon = share / "icons" / "hicolor" / "256x256" / "apps" / "photoapp.png"
    (folder / "photoapp.desktop").symlink_to(share / "applications" / "photoapp.desktop")
    (folder / "photoapp.png").symlink_to(icon)
    (folder / ".DirIcon").symlink_to("photoapp.png")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python packaging/linux/appimage.py BUNDLE OUT RUNTIME")
    wanted = folders(sys.argv[1:3], "")
    sys.exit(report(lambda: make(*wanted, Path(sys.argv[3]))))
