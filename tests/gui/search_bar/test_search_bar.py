from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from photoapp.catalog import PhotoFilter
from photoapp.gui.search_bar.search_bar import SearchBar
from photoapp.library.browsing import Suggestion
from photoapp.search import Query
from photoapp.search.query_text import parse


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[SearchBar]:
    window = QWidget()
    qtbot.addWidget(window)
    bar = SearchBar(window)
    column = QVBoxLayout(window)
    column.addWidget(bar)
    column.addStretch(1)
    window.resize(800, 500)
    with qtbot.waitExposed(window):
        window.show()
    bar.field.setFocus()
    bar.understand(parse)
    yield bar
    window.close()


def chips(bar: SearchBar) -> list[str]:
    return [chip.text for chip in bar.chips.widgets]


def test_words_are_searched_for_when_typing_pauses(qtbot: QtBot, bar: SearchBar) -> None:
    with qtbot.waitSignal(bar.searched) as searched:
        qtbot.keyClicks(bar.field, "two dogs")
    assert searched.args == [Query("two dogs")]
    assert bar.cut_off.isVisible()
    assert bar.sort.choice == "relevance"
    with qtbot.waitSignal(bar.searched) as searched:
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert searched.args == [Query()]
    assert not bar.cut_off.isVisible()


def test_what_is_typed_too_early_is_searched_for_later(qtbot: QtBot) -> None:
    bar = SearchBar()
    qtbot.addWidget(bar)
    bar.field.setText("dogs rating:3 ")
    with qtbot.waitSignal(bar.searched) as searched:
        bar.understand(parse)
    assert searched.args == [Query("dogs", filter=PhotoFilter(least_rating=3))]


def test_chips_are_shown_with_the_photos_they_are_of(bar: SearchBar) -> None:
    bar.show_query(Query(filter=PhotoFilter(least_rating=3)))
    bar.show_results(on=False)
    assert not bar.chips.isVisible()
    bar.show_query(Query(filter=PhotoFilter(least_rating=4)))  # asked before the page has gone
    bar.show_results(on=True)
    assert bar.chips.isVisible()
    bar.show_query(Query())
    bar.show_results(on=True)
    assert not bar.chips.isVisible()


def test_a_filter_becomes_a_chip_when_it_is_finished(qtbot: QtBot, bar: SearchBar) -> None:
    with qtbot.waitSignal(bar.searched) as searched:
        qtbot.keyClicks(bar.field, 'boat rating:3 place:"New Y')
    assert chips(bar) == ["★ 3 or more"]
    assert bar.field.text() == 'boat place:"New Y'
    qtbot.keyClicks(bar.field, 'ork" ')
    assert chips(bar) == ["New York", "★ 3 or more"]
    with qtbot.waitSignal(bar.finished) as finished:
        qtbot.keyClicks(bar.field, "-dog date:2024-05")
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    asked = PhotoFilter(place="New York", least_rating=3, since="2024-05", until="2024-05")
    assert finished.args == [Query("boat", ("dog",), asked)]
    assert bar.field.text().strip() == "boat"
    assert searched.signal_triggered


def test_only_finished_filters_are_complained_of(qtbot: QtBot, bar: SearchBar) -> None:
    qtbot.keyClicks(bar.field, "boat date:2024-13")
    with qtbot.waitSignal(bar.searched) as searched:
        pass
    assert searched.args == [Query("boat")]
    assert not bar.problem.isVisible()
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert "2024-13" in bar.problem.text.text()
    assert bar.problem.isVisible()
    assert bar.field.text() == "boat date:2024-13"
    qtbot.keyClick(bar.field, Qt.Key.Key_Backspace)
    qtbot.keyClick(bar.field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(bar.field, "05 ")
    assert chips(bar) == ["May 2024"]
    assert not bar.problem.isVisible()


def test_chips_are_removed_by_keys_and_by_their_crosses(qtbot: QtBot, bar: SearchBar) -> None:
    with qtbot.assertNotEmitted(bar.searched):
        bar.show_query(Query("boat", filter=PhotoFilter(keywords=("sea", "sun"), flag="pick")))
    assert bar.field.text() == "boat"
    qtbot.keyClick(bar.field, Qt.Key.Key_Home)
    qtbot.keyClick(bar.field, Qt.Key.Key_Backspace)
    qtbot.keyClick(bar.chips.widgets[2], Qt.Key.Key_Left)
    assert bar.chips.widgets[1].hasFocus()
    with qtbot.waitSignal(bar.searched) as searched:
        qtbot.keyClick(bar.chips.widgets[1], Qt.Key.Key_Delete)
    assert searched.args == [Query("boat", filter=PhotoFilter(keywords=("sea",), flag="pick"))]
    assert bar.chips.widgets[1].hasFocus()
    chip = bar.chips.widgets[0]
    with qtbot.waitSignal(bar.searched) as searched:
        right = chip.rect().center()
        right.setX(chip.width() - 10)
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=right)
    assert searched.args == [Query("boat", filter=PhotoFilter(flag="pick"))]


def test_suggestions_are_gone_through_and_taken_by_keys(qtbot: QtBot, bar: SearchBar) -> None:
    with qtbot.waitSignal(bar.suggest_asked, check_params_cb=lambda text: text == "boat lis"):
        qtbot.keyClicks(bar.field, "boat lis")
    offered = [
        Suggestion("keyword", "list", "boat tag:list"),
        Suggestion("place", "Lisbon", "boat place:Lisbon"),
    ]
    bar.show_suggestions(offered, "boat li")
    assert not bar.field.suggestions.isVisible()
    bar.show_suggestions(offered, "boat lis")
    assert bar.field.suggestions.isVisible()
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert not bar.field.suggestions.isVisible()
    assert bar.query() == Query("boat", filter=PhotoFilter(place="Lisbon"))
    assert chips(bar) == ["Lisbon"]
    qtbot.keyClicks(bar.field, "d")
    bar.show_suggestions([Suggestion("history", "dog -cat", "dog -cat")], bar.field.text())
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.field.suggestions.isVisible()
    assert bar.field.text().endswith("d")


def test_an_earlier_search_takes_the_place_of_all(qtbot: QtBot, bar: SearchBar) -> None:
    bar.show_query(Query(filter=PhotoFilter(flag="pick")))
    bar.field.suggestion_taken.emit(Suggestion("history", "dog -cat", "dog -cat"))
    assert bar.query() == Query("dog", ("cat",))


def test_sorting_and_grouping(qtbot: QtBot, bar: SearchBar) -> None:
    bar.show_query(Query("boat"))
    assert not bar.grouping.isVisible()
    with qtbot.waitSignal(bar.searched) as searched:
        trigger(bar.sort, "Oldest first")
    assert searched.args == [Query("boat", sort="oldest")]
    with qtbot.waitSignal(bar.grouping_chosen) as chosen:
        trigger(bar.grouping, "Years")
    assert chosen.args == ["year"]
    with qtbot.waitSignal(bar.searched) as searched:
        trigger(bar.sort, "Best first")
    assert searched.args == [Query("boat")]


def trigger(button: QWidget, text: str) -> None:
    next(action for action in button.menu().actions() if action.text() == text).trigger()


def test_a_double_click_on_the_cut_off_goes_back_to_the_usual(qtbot: QtBot, bar: SearchBar) -> None:
    bar.show_query(Query("boat"))
    bar.cut_off.set_usual(0.3)
    with qtbot.waitSignal(bar.cut_off_changed) as changed:
        qtbot.keyClick(bar.cut_off.slider, Qt.Key.Key_Home)
    assert changed.args == [1.0]
    with qtbot.waitSignal(bar.cut_off_changed) as changed:
        qtbot.mouseDClick(bar.cut_off.slider, Qt.MouseButton.LeftButton)
    assert changed.args == [pytest.approx(0.3)]


def test_a_picture_is_dropped_and_shown_on_its_chip(
    qtbot: QtBot, bar: SearchBar, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "boat.jpg"))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, keys)
    with qtbot.waitSignal(bar.picture_dropped) as dropped:
        bar.dropEvent(event)
    assert dropped.args == [tmp_path / "boat.jpg"]
    bar.show_query(Query(like=tmp_path / "boat.jpg"))
    before = bar.chips.widgets[0].sizeHint()
    picture = QPixmap(40, 30)
    picture.fill(QColor("red"))
    bar.show_like(picture)
    chip = bar.chips.widgets[0]
    assert chip.sizeHint().height() > before.height()
    chip.resize(chip.sizeHint())
    assert QColor("red").rgb() in {
        chip.grab().toImage().pixel(x, chip.height() // 2) for x in range(40)
    }
    bar.show_query(Query(like=7))
    assert bar.chips.widgets[0].sizeHint().height() == before.height()


def test_what_was_put_away_stays_away_until_there_is_news(qtbot: QtBot, bar: SearchBar) -> None:
    bar.banner.show_text("200 photos are still being looked at.", topic="partial")
    assert bar.banner.isVisible()
    qtbot.mouseClick(bar.banner.close_button, Qt.MouseButton.LeftButton)
    bar.banner.show_text("100 photos are still being looked at.", topic="partial")
    assert not bar.banner.isVisible()
    bar.banner.show_text("The search has ended.", topic="ended")
    assert bar.banner.isVisible()
