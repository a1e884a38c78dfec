"""One whole window for the tests of a file: real library, real photos, of the file's own."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from photoapp.gui.app import window_settings
from photoapp.gui.behind.library_session import opener
from photoapp.gui.main.controller import Controller
from photoapp.gui.personal.personal_page import PersonalPage
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths
from tests.gui.conftest import assert_no_threads_are_left
from tests.gui.main.desk import Desk
from tests.gui.main.trainings import Answers, Trainings, personalising


@pytest.fixture(scope="module")
def own_home(
    tmp_path_factory: pytest.TempPathFactory, indexed: AppPaths, photo_folder: Path
) -> AppPaths:
    """A home like ``indexed``, whose photos lie in ``photos`` beside it and may be changed."""
    folder = tmp_path_factory.mktemp("own")
    paths = app_paths(shutil.copytree(indexed.data.parent, folder / "home"))
    photos = shutil.copytree(photo_folder, folder / "photos")
    with closing(Library(paths)) as library:
        library.remove_folder(photo_folder)
        library.index([photos])  # the photos are known: no model is loaded
    return paths


@pytest.fixture(scope="module")
def opened(own_home: AppPaths, qapp: object) -> Iterator[Controller]:
    """A window over that home."""
    controller = Controller(opener(own_home), window_settings(own_home))
    controller.start()
    yield controller
    controller.close()
    assert_no_threads_are_left()


@pytest.fixture
def desk(qtbot: QtBot, opened: Controller, own_home: AppPaths) -> Iterator[Desk]:
    """The window with all photos in the grid, none of them selected; what is done is undone."""
    desk = Desk(qtbot, opened, own_home.data.parents[1] / "photos")
    desk.begin()
    yield desk
    desk.undo_all()


@pytest.fixture
def trainings(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Trainings:
    trainings = Trainings(desk.photos)
    monkeypatch.setattr(desk.library, "personal", trainings, raising=False)
    monkeypatch.setattr(personalising(desk), "_dialogs", Answers())
    monkeypatch.setattr(personalising(desk), "_ask", lambda _parent, _text, _yes, then: then())
    desk.library.marks.caption([desk.id("coffee.png")], "a cup of coffee on a table")
    return trainings


@pytest.fixture
def page(desk: Desk, trainings: Trainings) -> PersonalPage:
    personalising(desk).show()
    page = personalising(desk).page
    assert page is not None
    desk.wait(lambda: page.choice.begin.isEnabled() and not page.live.isVisible())
    return page
