"""Running photoapp as its users do: as a process."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Finished:
    """What a command printed, and its exit status."""

    status: int
    stdout: str
    stderr: str


def run_photoapp(home: Path, *arguments: str | Path) -> Finished:
    """Run a command to its end."""
    with start_photoapp(home, *arguments) as process:
        stdout, stderr = process.communicate()
    return Finished(process.returncode, stdout, stderr)


def start_photoapp(
    home: Path, *arguments: str | Path, stdout: int | IO[str] = subprocess.PIPE
) -> "subprocess.Popen[str]":
    """Start a command."""
    environment = {name: value for name, value in os.environ.items() if name != "PHOTOAPP_HOME"}
    return subprocess.Popen(
        [sys.executable, "-m", "photoapp", "--home", home, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )
