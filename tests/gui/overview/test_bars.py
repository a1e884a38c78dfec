from pytestqt.qtbot import QtBot

from photoapp.catalog.filters import PhotoFilter
from photoapp.gui.overview.bars import Amount, BarList
from photoapp.gui.overview.overview_page import OverviewPage
from photoapp.library.browsing import LabelFacet
from tests.gui.sidebar.made_up import facets


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


def test_labels_have_bars_of_what_is_tagged_and_are_no_keywords_beside(qtbot: QtBot) -> None:
    page = OverviewPage()
    qtbot.addWidget(page)
    beach, hill = (
        LabelFacet(number, name, None, "", tagged, 30)
        for number, (name, tagged) in enumerate([("Beach", 12), ("hill", 0)])
    )
    page.show_facets(facets(labels=(beach, hill)))
    assert [bar.accessibleName() for bar in page.labels.bars] == ["Beach: 12 photos"]
    assert [bar.accessibleName() for bar in page.keywords.bars] == ["family: 3 photos"]
    with qtbot.waitSignal(page.chosen) as chosen:
        page.labels.bars[0].click()
    assert chosen.args == [PhotoFilter(keywords=("Beach",))]
