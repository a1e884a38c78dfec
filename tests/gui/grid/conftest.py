from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from photoapp.gui.behind.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks("test", 2)
    yield tasks
    tasks.stop()
    assert tasks.wait(10)
