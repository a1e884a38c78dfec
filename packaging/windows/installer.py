"""Makes the installer for Windows of a bundle.

    python packaging/windows/installer.py BUNDLE OUT

writes ``OUT/photoapp-VERSION-windows-x86_64.exe`` with NSIS (``makensis``), on any system.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parents[1]))

import icons
from PIL import Image
from release_notes import version
from steps import LICENCE, NotPackagedError, files_of, files_script, kinds_script

HERE = Path(__file__).parent
_SIDE = (164, 314)  # pixels, as NSIS wants it


def make(bundle: Path, out: Path) -> Path:
    """Write the installer of a bundle into a folder; return its path.

    Raises:
        NotPackagedError: the folder is no bundle, or makensis is missing or failed.

    """
    installer = out.absolute() / f"photoapp-{version()}-windows-x86_64.exe"
    out.mkdir(parents=True, exist_ok=True)
    compiled(bundle, installer)
    return installer


def compiled(bundle: Path, installer: Path, *options: str) -> str:
    """Compile the installer of a bundle, with more options of makensis; return what that says.

    Raises:
        NotPackagedError: as ``make`` does.

    """
    files = files_of(bundle)
    with TemporaryDirectory() as work:
        _generate(Path(work), bundle, files)
        values = _values(Path(work), installer, sum((bundle / one).stat().st_size for one in files))
        defined = [f"-D{name}={value}" for name, value in values.items()]
        strict = ("-V2", "-WX", "-INPUTCHARSET", "UTF8")
        return _makensis([*strict, *options, *defined, str(HERE / "photoapp.nsi")])


def _generate(work: Path, bundle: Path, files: list[Path]) -> None:
    """Write what the script includes and shows."""
    icons.write_ico(work / "photoapp.ico")
    _write_side(work / "side.bmp")
    (work / "files.nsh").write_text(files_script(bundle.absolute(), files), "utf-8")
    (work / "kinds.nsh").write_text(kinds_script(), "utf-8")
    texts = [HERE / "licence.txt", bundle / LICENCE, HERE.parent / "licences" / "GPL-3.0.txt"]
    # NSIS takes it for UTF-8 by its mark.
    notice, *licences = [path.read_text("utf-8").strip() for path in texts]
    text = "\n\n".join([" ".join(notice.split()), *licences])
    (work / "licence.txt").write_text(text, "utf-8-sig")


def _write_side(path: Path) -> None:
    """Draw what stands beside the last page; NSIS's own picture is of another time."""
    side, icon = Image.new("RGB", _SIDE, "white"), icons.drawn(_SIDE[0] // 2)
    side.paste(icon, (_SIDE[0] // 4, _SIDE[0] // 4), icon)
    side.save(path)


def _values(work: Path, installer: Path, size: int) -> dict[str, str]:
    """Return what the script wants to be defined; ``size`` is in bytes."""
    return {
        "VERSION": version(),
        "VERSION4": f"{version()}.0",
        "KILOBYTES": str(max(1, size // 1024)),
        "OUT": str(installer),
        "ICON": str(work / "photoapp.ico"),
        "SIDE": str(work / "side.bmp"),
        "LICENCE": str(work / "licence.txt"),
        "GENERATED": str(work),
    }


def _makensis(arguments: list[str]) -> str:
    command = [_compiler(), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        message = f"{said}\nmakensis could not compile {HERE / 'photoapp.nsi'}"
        raise NotPackagedError(f"{message}; what it says stands above.")
    return done.stdout


def _compiler() -> str:
    """Return the compiler's path: on Windows its own installer does not put it on PATH."""
    folders = [os.environ.get(name, "") for name in ("ProgramFiles(x86)", "ProgramFiles")]
    beside = [str(Path(folder, "NSIS")) for folder in folders if folder]
    found = shutil.which("makensis") or shutil.which("makensis", path=os.pathsep.join(beside))
    if found is None:
        message = "makensis is missing; install NSIS (on Debian: apt install nsis)"
        raise NotPackagedError(f"{message}, then run this again.")
    return found


def main(arguments: list[str]) -> int:
    """Make the installer; return the exit status."""
    if len(arguments) != 2:
        print("usage: python packaging/windows/installer.py BUNDLE OUT", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        print(make(Path(arguments[0]), Path(arguments[1])))
    except NotPackagedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
