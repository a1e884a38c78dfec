"""Makes the environment that bundles are built in, with PyTorch for processors alone.

    python packaging/setting_up.py FOLDER

The versions are those of ``constraints.txt``, but for PyTorch's: see ``_PYTORCH``. Where pip finds
that build is said to pip in its usual ways (``PIP_EXTRA_INDEX_URL``, ``PIP_FIND_LINKS``).
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Without NVIDIA's libraries, which are several GB and must not be distributed with what is under
# the GPL. On Windows and macOS the usual build is that.
_PYTORCH = ["torch==2.13.0", "torchvision==0.28.0"]
_CUDA = ("cuda-", "nvidia-", "torch==", "torchvision==", "triton==")
_PYINSTALLER = ["pyinstaller==6.22.3", "pyinstaller-hooks-contrib==2026.9"]


class NotSetUpError(Exception):
    """There is no environment, for a reason that can be mended."""


def versions() -> str:
    """Return the versions that are built with, as pip's constraints."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(_CUDA)]
    return "\n".join([*kept, *_PYTORCH, *_PYINSTALLER]) + "\n"


def set_up(folder: Path) -> None:
    """Make the environment in a folder, unless it is there and as it should be.

    Raises:
        NotSetUpError: the folder holds something else, or Python or pip could not do it.

    """
    made, wanted = folder / "packaging.txt", versions()
    if made.is_file() and made.read_text("utf-8") == wanted + _requirements():
        return
    _make(folder)
    constraints = folder / "constraints.txt"
    constraints.write_text(wanted, "utf-8")
    # Its own wheel is for the processor that built it, and pip may have kept one.
    native = ["--no-cache-dir", "--no-binary", "hnswlib", "hnswlib"]
    _install(folder, constraints, [*native, "numpy"])
    _install(folder, constraints, ["--editable", str(ROOT), "pyinstaller"])
    made.write_text(wanted + _requirements(), "utf-8")


def _make(folder: Path) -> None:
    # It is emptied first, which nothing but an older environment is there for.
    if folder.exists() and not (folder / "pyvenv.cfg").is_file() and any(folder.iterdir()):
        message = f"{folder} holds something other than an environment of Python"
        raise NotSetUpError(f"{message}; name a folder that is not there yet.")
    try:
        venv.create(folder, with_pip=True, clear=True)
    except subprocess.CalledProcessError as error:
        said = (error.output or b"").decode(errors="replace").strip()
        message = f"No environment can be made in {folder}; on Debian, install python3-venv."
        raise NotSetUpError(f"{message} {said}".strip()) from error


def _requirements() -> str:
    return (ROOT / "pyproject.toml").read_text("utf-8")


def _install(folder: Path, constraints: Path, what: list[str]) -> None:
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--constraint", str(constraints)]
    environment = os.environ | {"HNSWLIB_NO_NATIVE": "1"}
    if subprocess.run([*pip, *what], env=environment, check=False).returncode:
        raise NotSetUpError(f"pip could not install {what[-1]}; what it says stands above.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/setting_up.py FOLDER")
    try:
        set_up(Path(sys.argv[1]))
    except NotSetUpError as error:
        sys.exit(str(error))
