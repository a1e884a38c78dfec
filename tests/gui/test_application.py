"""What macOS asks for is heard."""

import subprocess
import sys
from pathlib import Path

# A process has one application, and the tests' own is another.
_ASKED = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from photoapp.gui.application import Application

app = Application(sys.argv[:1])
app.asked.connect(print)
QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(sys.argv[1])))
QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl("https://example.org/a.jpg")))
QCoreApplication.sendEvent(app, QEvent(QEvent.Type.ApplicationActivate))
"""


def test_a_file_that_is_opened_with_it_is_told(tmp_path: Path) -> None:
    photo = tmp_path / "größe 1.jpg"
    command = [sys.executable, "-X", "utf8", "-c", _ASKED, str(photo)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == [str(photo)]
