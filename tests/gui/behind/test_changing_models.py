"""The window goes on answering while the library is made ready for another model."""

import shutil
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths
from tests.gui.conftest import NewController
from tests.gui.main.test_window import LONG
from tests.library.other_models import add_backwards


def test_a_change_that_was_begun_goes_on_in_the_background(
    qtbot: QtBot, tmp_path: Path, indexed: AppPaths, new_controller: NewController
) -> None:
    shutil.copytree(indexed.data.parent, tmp_path / "home")
    paths = app_paths(tmp_path / "home")
    add_backwards(paths)
    with closing(Library(paths)) as library:
        library.models.use("backwards")
    controller = new_controller(paths)
    behind = controller.background
    told: list[str] = []
    behind.models.run.told.connect(lambda _: told.append(controller.window.progress.text.text()))
    with qtbot.waitSignal(behind.models.run.ended, timeout=LONG) as finished:
        controller.start()
    assert finished.args[0].switched
    assert any(text.startswith("Getting ready for backwards-1: ") for text in told)
    assert controller.window.progress.text.text() == "backwards-1 answers searches now"
    assert controller.window.progress.bar.isHidden()
    assert behind.session.library.model_id == "backwards-1"
