"""Commands of ``photoapp-train`` that sentences name as ways out."""

import shlex
from pathlib import Path

from photoapp.errors import HomeError
from photoapp.paths import app_paths


def command(training: Path, *words: str) -> str:
    """Return a command line for the home whose runs lie in ``training``."""
    home = [] if _is_usual(training) else ["--home", str(training.parent.parent)]
    return shlex.join(["photoapp-train", *home, *words])


def _is_usual(training: Path) -> bool:
    """Return whether a command that names no home means that of these runs."""
    try:
        return training == app_paths().training
    except HomeError:
        return False
