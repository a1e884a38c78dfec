"""The licences of what came along can be read in the window, whatever becomes of the library."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from photoapp import __version__
from photoapp.errors import CatalogError
from photoapp.gui.licences.licences_dialog import LicencesDialog
from photoapp.gui.main.controller import Controller
from photoapp.licences import NAME
from photoapp.paths import app_paths
from tests.gui.conftest import NewController


def _broken() -> None:
    raise CatalogError("The catalogue is damaged; restore it.")


@pytest.fixture
def shown(qtbot: QtBot, new_controller: NewController, tmp_path: Path) -> Controller:
    """A window whose library can't be opened."""
    controller = new_controller(app_paths(tmp_path), _broken)
    controller.start()
    page = controller.window.message
    qtbot.waitUntil(lambda: controller.window.page is page and "damaged" in page.text.text())
    return controller


def _asked(shown: Controller) -> LicencesDialog:
    shown.window.commands["licences"].trigger()
    assert shown.pages.licences is not None
    return shown.pages.licences


def test_they_are_shown(
    qtbot: QtBot, shown: Controller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "photoapp"))
    (tmp_path / NAME).write_text("numpy 2.0: BSD\n", "utf-8")
    dialog = _asked(shown)
    assert __version__ in dialog.heading.text()
    qtbot.waitUntil(lambda: dialog.texts.toPlainText() == "numpy 2.0: BSD\n")
    assert dialog.texts.isVisible()
    assert not dialog.problem.isVisible()
    dialog.close()
    assert _asked(shown).isVisible()


def test_from_source_the_way_to_them_is_told(qtbot: QtBot, shown: Controller) -> None:
    dialog = _asked(shown)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "packaging/licences.py" in dialog.problem.text()
    assert not dialog.texts.isVisible()
