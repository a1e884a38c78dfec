"""Which photos are shown: similar ones, groups, orders, the cut-off, back and forth."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from photoapp.catalog import PhotoFilter
from photoapp.search import Query
from tests.gui.conftest import PHOTOS
from tests.gui.main.desk import Desk

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
RATED = Query(filter=PhotoFilter(least_rating=1))


def test_similar_photos_begin_with_the_photo_itself(desk: Desk) -> None:
    desk.select("chelsea.png")
    desk.press(Key.Key_S, on=desk.grid)
    desk.wait_for_answer(Query(like=desk.id("chelsea.png")))
    assert desk.shown[0] == "chelsea.png"
    assert desk.window.search.chips.widgets
    assert desk.window.search.cut_off.isVisible()


def test_the_cut_off_moves_the_divider_and_the_count(desk: Desk) -> None:
    search = desk.window.search
    desk.ask(Query(like=desk.id("chelsea.png")))
    slider = search.cut_off.slider
    found = desk.browsing.found
    assert found is not None
    assert len(found.scores) == len(PHOTOS)
    middle = round((1 - (found.scores[0] + found.scores[1]) / 2) * 100)
    slider.setValue(middle)
    assert search.count.text() == "1 photo, and some that are probably not"
    assert desk.grid.headings.unlikely_from == 1
    slider.setValue(slider.maximum())
    assert search.count.text() == "5 photos"
    desk.ask(Query(like=desk.id("chelsea.png"), sort="name"))
    slider.setValue(middle)
    assert "probably not" not in search.count.text()


def test_back_and_forward_go_through_what_was_asked(desk: Desk) -> None:
    desk.behind.acting.rate([desk.id("rocket.jpg")], 1)
    desk.wait_until_done()
    desk.ask(RATED)
    like = Query(like=desk.id("rocket.jpg"))
    desk.ask(like)
    desk.press(Key.Key_Left, ALT, on=desk.grid)
    desk.wait_for_answer(RATED)
    assert desk.window.search.query() == RATED
    desk.press(Key.Key_Right, ALT)
    desk.wait_for_answer(like)
    desk.do("all-photos")
    desk.wait_for_answer(Query())
    assert sorted(desk.shown) == sorted(PHOTOS)


def test_photos_are_grouped_and_sorted(desk: Desk) -> None:
    search = desk.window.search
    search.grouping._choose("folder")
    desk.wait(lambda: desk.browsing.found.grouping == "folder")
    assert [s.key for s in desk.browsing.found.sections] == [str(desk.photos)]
    search.grouping._choose("none")
    desk.wait(lambda: desk.browsing.found.sections == ())
    search.sort._choose("name")
    desk.wait_for_answer(Query(sort="name"))
    assert desk.shown == sorted(PHOTOS)
    search.grouping._choose("month")
    search.sort._choose("newest")
    desk.wait(lambda: desk.browsing.found.sections)


def test_a_line_of_the_sidebar_is_added_to_what_is_asked(desk: Desk) -> None:
    desk.ask(RATED)
    desk.window.sidebar.chosen.emit(PhotoFilter(flag="pick"), True)
    assert desk.query.filter == PhotoFilter(least_rating=1, flag="pick")
    desk.wait(lambda: desk.window.page is desk.window.message)
    assert desk.window.message.headline.text() == "No photos found"


def test_the_overview_stays_until_a_bar_leads_to_photos(desk: Desk) -> None:
    desk.behind.acting.rate([desk.id("rocket.jpg")], 5)
    desk.wait_until_done()
    desk.press(Key.Key_L, CONTROL, on=desk.grid)
    overview = desk.controller.pages.overview
    assert overview is not None
    assert desk.window.page is overview
    desk.wait(lambda: overview.ratings.bars)
    with desk.qtbot.waitSignal(desk.browsing.shown):
        desk.browsing.refresh()
    assert desk.window.page is overview
    desk.qtbot.mouseClick(overview.ratings.bars[0], Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.shown == ["rocket.jpg"])
    assert desk.window.page is desk.grid
    desk.do("overview")
    desk.do("overview")
    assert desk.window.page is desk.grid
    desk.do("overview")
    desk.do("all-photos")
    desk.wait_for_answer(Query())
    assert desk.window.page is desk.grid


def test_words_and_a_dropped_picture_find_photos(desk: Desk, photo_folder: Path) -> None:
    search = desk.window.search
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo_folder / "chelsea.png"))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    search.dropEvent(event)
    asked = Query(like=photo_folder / "chelsea.png")
    desk.qtbot.waitUntil(lambda: desk.browsing.found.query == asked, timeout=60_000)
    assert desk.shown[0] == "chelsea.png"
    desk.do("all-photos")
    desk.press(Key.Key_F, CONTROL, on=desk.grid)
    desk.qtbot.keyClicks(search.field, "a rocket")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.browsing.found.query.words == "a rocket", timeout=60_000)
    assert desk.shown[0] == "rocket.jpg"
    desk.wait(lambda: desk.library.browsing.searches() == ["a rocket"])
    desk.wait(lambda: desk.window.sidebar.lines.find("searches").isValid())
    desk.window.sidebar.search_forgotten.emit("a rocket")
    desk.wait(lambda: desk.library.browsing.searches() == [])
