from pytestqt.qtbot import QtBot

from photoapp.catalog.filters import PhotoFilter
from photoapp.gui.overview.bars import Amount, BarList


def test_the_keyboard_stays_on_its_bar_while_photos_come(qtbot: QtBot) -> None:
    shown = BarList("Cameras", "None")
    qtbot.addWidget(shown)
    amounts = [Amount(name, 2, PhotoFilter(camera=name)) for name in ("Canon", "Nikon")]
    shown.show_amounts(amounts)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.bars[1].setFocus()
    qtbot.waitUntil(shown.bars[1].hasFocus)
    before = shown.bars
    shown.show_amounts(amounts)
    assert shown.bars == before
    shown.show_amounts([Amount("Canon", 3, PhotoFilter(camera="Canon")), amounts[1]])
    assert shown.bars[1].accessibleName() == "Nikon: 2 photos"
    assert shown.bars[1].hasFocus()
