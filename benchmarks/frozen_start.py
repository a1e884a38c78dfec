"""Seconds until the window's first frame is on the screen: frozen, and from source, in turn.

    python -m benchmarks.frozen_start build/bundle/photoapp [--runs 9]

Both are the real programs, with a new home each time, on a virtual screen (Xvfb) that is looked at
from outside until it shows something. The first run of each is not counted: it warms the system's
files.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import ImageGrab

_LOOK_SECONDS, _PATIENCE_SECONDS = 0.005, 120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    commands = {
        "frozen": [str(given.bundle / "photoapp")],
        "source": [sys.executable, "-m", "photoapp"],
    }
    with _screen() as screen:
        runs = [
            {name: first_frame(command, screen) for name, command in commands.items()}
            for _ in range(given.runs + 1)
        ][1:]
    for name in commands:
        times = [run[name] for run in runs]
        print(f"{name}: median {statistics.median(times):.2f} s of {len(times)}")
        print("  all runs: " + " ".join(f"{seconds:.2f}" for seconds in times))
    ratios = sorted(run["frozen"] / run["source"] for run in runs)
    middle = statistics.median(ratios)
    print(f"frozen / source: median {middle:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def first_frame(command: Sequence[str], screen: str) -> float:
    """Start photoapp in a new home; return the seconds until the screen shows something."""
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        with subprocess.Popen([*command, "--home", home], env=environment) as program:
            try:
                _wait_for_picture(screen, program)
                return time.perf_counter() - began
            finally:
                program.terminate()
                program.wait()
                _wait_for_picture(screen, program, there=False)


def _wait_for_picture(screen: str, program: subprocess.Popen[bytes], there: bool = True) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while _shows_something(screen) != there:
        if time.monotonic() > end or (there and program.poll() is not None):
            sys.exit(f"There was no window of {program.args!r}.")
        time.sleep(_LOOK_SECONDS)


def _shows_something(screen: str) -> bool:
    colours = ImageGrab.grab(xdisplay=screen).convert("L").getextrema()
    return colours != (0, 0)


@contextmanager
def _screen() -> Iterator[str]:
    reading, writing = os.pipe()
    size = ["-noreset", "-screen", "0", "1280x800x24"]
    command = ["Xvfb", "-displayfd", str(writing), *size]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as lines:
                yield f":{lines.readline().strip()}"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
