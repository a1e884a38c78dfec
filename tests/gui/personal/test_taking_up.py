"""What a window was closed over, in the next window over the same home."""

import shutil
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from photoapp.library import Library
from photoapp.library.personal.wish import Wish
from photoapp.paths import AppPaths, app_paths
from photoapp.search import Query
from tests.gui.conftest import NewController

LONG = 15_000


def test_a_training_that_waits_is_offered(
    qtbot: QtBot, new_controller: NewController, indexed: AppPaths, tmp_path: Path
) -> None:
    paths = app_paths(shutil.copytree(indexed.data.parent, tmp_path / "home"))
    with closing(Library(paths)) as library:
        for number, photo_id in enumerate(library.browsing.find(Query()).photo_ids[:3]):
            library.marks.caption([photo_id], f"number {number}")
        library.personal.prepare(Wish())
    controller = new_controller(paths)
    controller.start()
    strip = controller.personalising.training.strip
    qtbot.waitUntil(strip.resume.isVisible, timeout=LONG)
    assert strip.state.text() == "Personalising is paused"
