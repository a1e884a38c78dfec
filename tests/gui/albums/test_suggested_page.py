"""The page of suggested albums."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from photoapp.gui.albums.suggested_page import SuggestedPage
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.pictures.images import Frame
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
from photoapp.library.events import Event


def _event(day: int, photos: int = 30) -> Event:
    first, last = datetime(2024, 5, day, 10), datetime(2024, 5, day, 20)
    ids = tuple(range(100 * day, 100 * day + photos))
    return Event(first, last, ids, "Lisbon", ("beach",), f"{day} May 2024, Lisbon: beach")


@pytest.fixture
def page(qtbot: QtBot) -> SuggestedPage:
    def stored(photo_ids: list[int], frame: Frame) -> dict[int, QImage]:
        picture = QImage(frame.width, frame.height, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.red)
        return dict.fromkeys(photo_ids, picture)

    tasks = Tasks("pictures", 1)
    loader = ThumbnailLoader(stored, lambda *_: QImage(), tasks)
    page = SuggestedPage(loader)
    page.destroyed.connect(tasks.stop)
    qtbot.addWidget(page)
    page.resize(800, 500)
    page.show()
    return page


def test_an_event_is_shown_with_photos_from_all_of_it(page: SuggestedPage, qtbot: QtBot) -> None:
    page.show_events([_event(14), _event(12, photos=2)], 7)
    many, few = page.cards
    assert many.name.text() == "14 May 2024, Lisbon: beach"
    assert (many.count.text(), few.photos.photo_ids) == ("30 photos", [1200, 1201])
    shown = many.photos.photo_ids
    assert (shown[0], len(shown) > 3, shown[-1] > 1420) == (1400, True, True)
    assert "7 photos are left out" in page.about.text()
    qtbot.waitUntil(lambda: all(page._thumbnails.picture(photo_id) for photo_id in shown))
    middle = many.photos.rect().center()
    red = Qt.GlobalColor.red
    qtbot.waitUntil(lambda: many.photos.grab().toImage().pixelColor(middle) == red)


def test_an_answer_names_the_event_and_what_was_typed(page: SuggestedPage, qtbot: QtBot) -> None:
    one, two = _event(14), _event(12)
    page.show_events([one, two], 0)
    page.cards[0].name.setText("  Sea ")
    with qtbot.waitSignal(page.created) as created:
        qtbot.keyClick(page.cards[0].name, Qt.Key.Key_Return)
    assert created.args == [one, "Sea"]
    assert not page.cards[0].create.isEnabled()
    assert page.cards[1].create.hasFocus()
    with qtbot.waitSignal(page.dismissed) as dismissed:
        page.cards[1].dismiss.click()
    assert dismissed.args == [two]


def test_what_was_typed_stays_while_others_come_and_go(page: SuggestedPage) -> None:
    one, two, three = _event(14), _event(12), _event(10)
    page.show_events([one, two], 0)
    page.cards[1].name.setText("Kept")
    page.show_events([two, three], 0)
    assert [card.event_shown for card in page.cards] == [two, three]
    assert page.cards[0].name.text() == "Kept"
    page.show_events([replace(two, place="Porto")], 0)
    assert page.cards[0].name.text() == "12 May 2024, Porto: beach"


def test_a_refused_answer_can_be_given_again(page: SuggestedPage) -> None:
    page.show_events([_event(14)], 0)
    page.cards[0].create.click()
    page.show_events([_event(14)], 0)
    assert page.cards[0].create.isEnabled()


def test_without_events_it_says_so_and_esc_leaves(page: SuggestedPage, qtbot: QtBot) -> None:
    assert page.about.text() == "Looking for events among your photos…"
    page.show_events([], 1)
    assert "No journeys" in page.about.text()
    assert "1 photo is left out" in page.about.text()
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
