"""Puts photoapp and all that it needs into one folder, which runs where there is no Python.

    python packaging/bundle.py

runs PyInstaller on ``packaging/pyinstaller/photoapp.spec``, with the Python that it is called with
(``packaging/setting_up.py`` makes one), and leaves ``build/bundle/photoapp`` (on macOS
``build/bundle/photoapp.app`` besides). It fails where something in it may not be distributed, or
where it has grown too large.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from guide import GuideError, write_guide
from licences import LicenceMissingError, Licensed, gathered, refused, written
from size import too_large
from system_licences import of_system_libraries

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
BUNDLE = BUILD / "bundle" / "photoapp"
# What PyInstaller put together, and from where.
CONTENTS = BUILD / "pyinstaller" / "photoapp" / "COLLECT-00.toc"
SPEC = ROOT / "packaging" / "pyinstaller" / "photoapp.spec"

# Whose symbols, of use to a debugger alone, are a tenth of the bundle.
_STRIPPED = ("torch/lib/*.so", "exiv2/*.so", "hnswlib*.so", "libpython*.so.*")
# NVIDIA's libraries, which must not be distributed with what is under the GPL. On Windows they lie
# in PyTorch's own package, so that no package of theirs tells of them.
_NVIDIA = re.compile(
    r"(lib)?(cu(da|dnn|blas|fft|pti|rand|solver|sparse|file)|nv(rtc|jit|tool|tx|shmem)|nccl"
    r"|torch_cuda|c10_cuda|caffe2_nvrtc).*\.(so|dll|pyd)(\.|$)",
    re.IGNORECASE,
)
# What PyInstaller adds of its own: the beginning of the programs, and what they do before photoapp.
_PYINSTALLER = ("pyinstaller", "pyinstaller-hooks-contrib")


class BundleError(Exception):
    """The bundle can't be made, or must not be distributed."""


def main() -> int:
    """Make the bundle; return the exit status."""
    try:
        packages = _licensed()
        _run_pyinstaller()
        _finish(written([*packages, *of_system_libraries(CONTENTS)]))
        _check()
    except (BundleError, GuideError, LicenceMissingError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _licensed() -> list[Licensed]:
    packages = gathered(*_PYINSTALLER)
    if wrong := refused(packages):
        raise BundleError(
            f"{', '.join(wrong)} must not be distributed with what is under the GPL. Install "
            "PyTorch's build for processors alone; packaging/README.md says how."
        )
    return packages


def _run_pyinstaller() -> None:
    shutil.rmtree(BUNDLE.parent, ignore_errors=True)
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", str(BUNDLE.parent)]
    work = ["--workpath", str(BUILD / "pyinstaller"), str(SPEC)]
    done = subprocess.run([sys.executable, "-m", "PyInstaller", *options, *work], check=False)
    if done.returncode:
        raise BundleError("PyInstaller failed; what it says stands above.")


def _finish(licences: str) -> None:
    if sys.platform == "linux":
        _strip()
    _complete(licences, BUNDLE, BUNDLE / ("photoapp.exe" if os.name == "nt" else "photoapp"))
    if sys.platform == "darwin":
        contents = BUNDLE.with_suffix(".app") / "Contents"
        _complete(licences, contents / "Resources", contents / "MacOS" / "photoapp")


def _complete(licences: str, texts: Path, program: Path) -> None:
    """Add licences and guide in one folder, and the program's other name."""
    (texts / "THIRD-PARTY.txt").write_text(licences, "utf-8")
    shutil.copyfile(ROOT / "LICENSE", texts / "LICENSE")
    write_guide(texts / "guide")
    # One program under two names: entry.py looks by which it was started.
    os.link(program, program.with_name(f"photoapp-train{program.suffix}"))


def _strip() -> None:
    inside = BUNDLE / "_internal"
    libraries = [path for pattern in _STRIPPED for path in inside.glob(pattern)]
    subprocess.run(["strip", "--strip-unneeded", *libraries], check=True)


def _check() -> None:
    if found := nvidias(BUNDLE):
        raise BundleError(f"The bundle holds NVIDIA's libraries: {', '.join(found)}.")
    if complaint := too_large(BUNDLE):
        raise BundleError(complaint)


def nvidias(folder: Path) -> list[str]:
    """Return the names of NVIDIA's libraries below a folder."""
    return sorted(path.name for path in folder.rglob("*") if _NVIDIA.match(path.name))


if __name__ == "__main__":
    sys.exit(main())
