"""Somebody who sits before a screen (Xvfb) and has a keyboard (xdotool)."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PATIENCE_SECONDS = 90


@contextmanager
def screen() -> Iterator[str]:
    """Yield the name of a virtual screen."""
    reading, writing = os.pipe()
    # Without -noreset the server starts anew whenever its last client goes, and a photoapp that
    # comes just then, after an xdotool that looked for its window, is turned away.
    command = ["Xvfb", "-noreset", "-displayfd", str(writing), "-screen", "0", "1440x900x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as lines:
                name = f":{lines.readline().strip()}"
            yield name
        finally:
            server.terminate()


@dataclass
class Person:
    """Uses photoapp with one home on one screen, by keys alone."""

    display: str
    home: Path

    @contextmanager
    def at_the_window(self) -> Iterator[subprocess.Popen[bytes]]:
        """Start photoapp, wait for its window, and see that it ends by itself at the end."""
        command = [sys.executable, "-m", "photoapp", "--home", str(self.home)]
        with subprocess.Popen(command, env=self._environment()) as program:
            try:
                self.turn_to("photoapp")
                yield program
                assert program.wait(30) == 0
            finally:
                program.kill()

    def turn_to(self, title: str) -> None:
        """Give the keyboard to the window with a title, once it is there."""
        # There is no window manager that would do so.
        search = ["search", "--onlyvisible", "--name", title]
        wait_until(lambda: bool(self._xdotool(*search)))
        window = self._xdotool(*search).split()[-1]
        self._xdotool("windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        """Press keys, as xdotool names them."""
        self._xdotool("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "30", text)

    def ask(self, *words: str) -> Any:
        """Return what a photoapp command says of the same home, meanwhile."""
        command = [sys.executable, "-m", "photoapp", "--home", str(self.home), *words, "--json"]
        finished = subprocess.run(command, capture_output=True, check=False, timeout=120)
        return json.loads(finished.stdout) if finished.returncode == 0 else {}

    def _xdotool(self, *words: str) -> str:
        finished = subprocess.run(
            ["xdotool", *words], env=self._environment(), capture_output=True, check=False,
            timeout=60,
        )  # fmt: skip
        return finished.stdout.decode()

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}


def wait_until(met: Callable[[], object]) -> None:
    """Wait for a condition, for as long as a patient person would."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.2)
