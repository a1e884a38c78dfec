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


def versions() -> str:
    """Return the versions that are built with, as pip's constraints."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(_CUDA)]
    return "\n".join([*kept, *_PYTORCH, *_PYINSTALLER]) + "\n"


def set_up(folder: Path) -> None:
    """Make the environment in a folder, unless it is there and as it should be.

    Raises:
        subprocess.CalledProcessError: something can't be installed; pip has said why.

    """
    made, wanted = folder / "packaging.txt", versions()
    if made.is_file() and made.read_text("utf-8") == wanted + _requirements():
        return
    venv.create(folder, with_pip=True, clear=True)
    constraints = folder / "constraints.txt"
    constraints.write_text(wanted, "utf-8")
    # Its own wheel is for the processor that built it, and pip may have kept one.
    native = ["--no-cache-dir", "--no-binary", "hnswlib", "hnswlib"]
    _install(folder, constraints, [*native, "numpy"])
    _install(folder, constraints, ["--editable", str(ROOT), "pyinstaller"])
    made.write_text(wanted + _requirements(), "utf-8")


def _requirements() -> str:
    return (ROOT / "pyproject.toml").read_text("utf-8")


def _install(folder: Path, constraints: Path, what: list[str]) -> None:
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--constraint", str(constraints)]
    subprocess.run([*pip, *what], env=os.environ | {"HNSWLIB_NO_NATIVE": "1"}, check=True)


if __name__ == "__main__":
    try:
        set_up(Path(sys.argv[1]))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
