"""Running photoapp: as its users do, as a process, or within the test's own, which is quicker.

Where the process is the point, it is one: how it starts, is stopped, and writes what is not UTF-8.
"""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from unittest.mock import patch

from photoapp.__main__ import main as photoapp_main


@dataclass(frozen=True)
class Finished:
    """What a command printed, and its exit status."""

    status: int
    stdout: str
    stderr: str


def run_here(
    home: Path, *arguments: str | Path, main: Callable[[], object] = photoapp_main
) -> Finished:
    """Run a command to its end within this process; what it starts are processes still."""
    line = ["photoapp", "--home", str(home), *map(str, arguments)]
    status = 0
    with redirect_stdout(io.StringIO()) as told, redirect_stderr(io.StringIO()) as complaints:
        try:
            with patch.object(sys, "argv", line):
                main()
        except SystemExit as exit_:
            status = int(exit_.code or 0)
    return Finished(status, told.getvalue(), complaints.getvalue())


def run_photoapp(home: Path, *arguments: str | Path, module: str = "photoapp") -> Finished:
    """Run a command to its end as a process."""
    with start_photoapp(home, *arguments, module=module) as process:
        stdout, stderr = process.communicate()
    return Finished(process.returncode, stdout, stderr)


def start_photoapp(
    home: Path,
    *arguments: str | Path,
    stdout: int | IO[str] = subprocess.PIPE,
    module: str = "photoapp",
) -> "subprocess.Popen[str]":
    """Start a command of ``photoapp``, or of another program."""
    environment = {name: value for name, value in os.environ.items() if name != "PHOTOAPP_HOME"}
    return subprocess.Popen(
        [sys.executable, "-m", module, "--home", home, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )
