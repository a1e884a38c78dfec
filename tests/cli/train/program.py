"""Running ``photoapp-train``: as a process, as its users do, or within the test's own."""

from pathlib import Path

from photoapp.cli.train import main
from tests.cli import command
from tests.cli.command import Finished, run_photoapp


def run_training(home: Path, *arguments: str | Path) -> Finished:
    """Run a command of ``photoapp-train`` to its end."""
    return run_photoapp(home, *arguments, module="photoapp.cli.train")


def run_here(home: Path, *arguments: str | Path) -> Finished:
    """Run a command within this process: in half the time."""
    return command.run_here(home, *arguments, main=main)
