"""Seconds from the start of the process to the window's first painted frame.

    python -m benchmarks.window_start

Runs the real program, on the screen there is or else offscreen, in processes of its own; a filter
on the application notes the first time that the main window is painted, and quits.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

_RUNS = 7
_PROGRAM = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched.window(), QMainWindow):
            if not self.seen:
                self.seen = True
                QTimer.singleShot(0, lambda: (print(time.time()), QApplication.quit()))
        return False

class Watched(QApplication):
    def __init__(self, arguments):
        super().__init__(arguments)
        self.first_paint = FirstPaint()
        self.installEventFilter(self.first_paint)

import photoapp.gui.app as app
app.QApplication = Watched
sys.argv = ["photoapp", "--home", sys.argv[1]]
from photoapp.__main__ import main
main()
"""


def main() -> None:
    screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    environment = os.environ | ({} if screen else {"QT_QPA_PLATFORM": "offscreen"})
    times = []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(_RUNS):
            started = time.time()
            command = [sys.executable, "-c", _PROGRAM, home]
            done = subprocess.run(command, env=environment, capture_output=True, check=False)
            times.append(float(done.stdout.split()[-1]) - started)
    where = "on the screen" if screen else "offscreen"
    print(f"first painted frame {where}: median {statistics.median(times):.2f} s of {_RUNS} runs")
    print("all runs: " + " ".join(f"{seconds:.2f}" for seconds in times))


if __name__ == "__main__":
    main()
