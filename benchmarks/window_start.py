"""Seconds from the start of the process to the window's first painted frame, and to an answer.

    python -m benchmarks.window_start [--home HOME]

Runs the real program, on the screen there is or else offscreen, in processes of its own; a filter
on the application notes the first time that the main window is painted, and quits. With the HOME of
a library (see made_up_library) words are typed as soon as the window takes them, and the first
answer to all of them is waited for: nothing is warm but the system's files.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

_RUNS = 7
_PROGRAM = """
import gc, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    seen, controller = False, None
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched.window(), QMainWindow):
            if not self.seen:
                self.seen = True
                print(time.time())
                QTimer.singleShot(0, self.type if WORDS else QApplication.quit)
        return False

    def type(self):
        if self.controller is None:
            [self.controller] = [o for o in gc.get_objects() if isinstance(o, Controller)]
        controller = self.controller
        if controller.window.search.isEnabled() and controller.window.search.field.text() == "":
            controller.window.search.field.setText(WORDS)
        found = controller.browsing.found
        if found is not None and found.query.words == WORDS:
            print(time.time())
            QApplication.quit()
        else:
            QTimer.singleShot(5, self.type)

import photoapp.gui.app as app

class Watched(app.Application):
    def __init__(self, arguments):
        super().__init__(arguments)
        self.first_paint = FirstPaint()
        self.installEventFilter(self.first_paint)

from photoapp.gui.main.controller import Controller
app.Application = Watched
WORDS = sys.argv[2] if len(sys.argv) > 2 else ""
sys.argv = ["photoapp", "--home", sys.argv[1]]
from photoapp.__main__ import main
main()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="window_start")
    parser.add_argument("--home")
    home = parser.parse_args().home
    screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    where = "on the screen" if screen else "offscreen"
    with tempfile.TemporaryDirectory() as new:
        runs = [_run([home, "a dog on the grass"] if home else [new]) for _ in range(_RUNS)]
    _tell(f"first painted frame {where}", [times[0] for times in runs])
    if home:
        _tell("typed words answered, worker cold", [times[1] for times in runs])


def _run(arguments: list[str]) -> list[float]:
    """Return the seconds after which what was noted came about."""
    screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    environment = os.environ | ({} if screen else {"QT_QPA_PLATFORM": "offscreen"})
    started = time.time()
    command = [sys.executable, "-c", _PROGRAM, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return [float(moment) - started for moment in done.stdout.split()]


def _tell(what: str, times: list[float]) -> None:
    print(f"{what}: median {statistics.median(times):.2f} s of {len(times)} runs")
    print("all runs: " + " ".join(f"{seconds:.2f}" for seconds in times))


if __name__ == "__main__":
    main()
