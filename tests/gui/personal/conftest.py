import pytest
from pytestqt.qtbot import QtBot

from photoapp.gui.personal.personal_page import PersonalPage
from tests.gui.labels.made_up import Thumbnails


@pytest.fixture
def page(qtbot: QtBot) -> PersonalPage:
    page = PersonalPage(Thumbnails(), "Ctrl+T")
    qtbot.addWidget(page)
    page.resize(800, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page
