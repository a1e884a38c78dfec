from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from photoapp.gui.grid.dragging import photos_data
from photoapp.gui.labels.example_photos import ExamplePhotos
from photoapp.gui.labels.label_page import LabelPage
from tests.gui.labels.made_up import Thumbnails, card, label, reliability

Key = Qt.Key
ANIMALS = card(label(1, "animals"), tagged=3)
DOG = card(label(2, "dog", phrases=("a dog",), parent_id=1), tagged=2, suggested=12)
CAT = card(label(3, "Cat", parent_id=1, group="kind"), suggested=5)


@pytest.fixture
def page(qtbot: QtBot) -> LabelPage:
    page = LabelPage(Thumbnails())
    qtbot.addWidget(page)
    page.offer(["my own", "everyday"])
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def changes(page: LabelPage) -> list[tuple[int, dict[str, object]]]:
    told: list[tuple[int, dict[str, object]]] = []
    page.detail.changed.connect(lambda label_id, values: told.append((label_id, values)))
    return told


def test_newcomers_are_offered_lists_to_begin_with(page: LabelPage, qtbot: QtBot) -> None:
    page.show_cards([])
    page.begin()
    assert page.starting.isVisible()
    assert not page.export.isEnabled()
    first, second = page.starting.starters
    assert (first.text(), second.text()) == ("Everyday…", "My own…")
    with qtbot.waitSignal(page.starter_asked) as asked:
        QTest.keyClick(first, Key.Key_Space)
    assert asked.args == ["everyday"]


def test_labels_stand_below_each_other_with_what_they_have(page: LabelPage) -> None:
    page.show_cards([ANIMALS, CAT, DOG])
    top = page.tree.topLevelItem(0)
    assert [page.tree.topLevelItemCount(), top.text(0), top.text(1), top.text(2)] == [
        1, "animals", "3", "",
    ]  # fmt: skip
    assert [top.child(n).text(0) for n in range(2)] == ["Cat", "dog"]
    assert "kind" in top.child(0).toolTip(0)
    assert page.detail.name.text() == "animals"


def test_the_chosen_label_stays_when_numbers_change_and_the_next_follows_one_that_goes(
    page: LabelPage,
) -> None:
    page.show_cards([ANIMALS, CAT, DOG])
    page.tree.choose(3)
    page.tree.topLevelItem(0).setExpanded(True)
    page.show_cards([ANIMALS, card(CAT.label, suggested=4), DOG])
    assert page.tree.label_id == page.detail.label_id == 3
    assert "4 suggested" in page.detail.counts.text()
    page.show_cards([ANIMALS, DOG])
    assert page.tree.label_id == page.detail.label_id == 2


def test_a_closed_label_stays_closed(page: LabelPage) -> None:
    page.show_cards([ANIMALS, DOG])
    page.tree.topLevelItem(0).setExpanded(False)
    page.show_cards([ANIMALS, card(DOG.label, tagged=9)])
    assert not page.tree.topLevelItem(0).isExpanded()


def test_the_list_stays_where_it_was_scrolled_to_when_numbers_change(page: LabelPage) -> None:
    labels = [label(n, f"label {n:03}") for n in range(1, 200)]
    page.show_cards([card(each) for each in labels])
    page.tree.verticalScrollBar().setValue(50)
    page.show_cards([card(each, tagged=1) for each in labels])
    assert page.tree.verticalScrollBar().value() == 50
    assert page.tree.label_id == 1


def test_what_a_label_belongs_to_can_be_chosen_while_numbers_change(page: LabelPage) -> None:
    page.show_cards([ANIMALS, CAT, DOG])
    page.tree.choose(3)
    filled = []
    page.detail.parent_label.model().rowsInserted.connect(lambda *_: filled.append(True))
    page.show_cards([ANIMALS, card(CAT.label, suggested=4), DOG])
    assert not filled
    page.tree.choose(2)
    assert filled


def test_the_count_of_a_label_above_others_says_what_it_leaves_out(page: LabelPage) -> None:
    page.show_cards([ANIMALS, CAT, DOG])
    top = page.tree.topLevelItem(0)
    assert "sidebar" in top.toolTip(1)
    assert not top.child(0).toolTip(1)


def test_examples_that_had_not_come_are_asked_for_when_the_page_comes_back(
    page: LabelPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[list[int]] = []
    monkeypatch.setattr(Thumbnails, "want", lambda _self, ids: wanted.append(list(ids)))
    page.show_cards([ANIMALS])
    page.detail.show_examples([7, 8])
    qtbot.waitUntil(lambda: [7, 8] in wanted)
    page.hide()
    wanted.clear()
    page.show()
    page.detail.show_examples([7, 8])
    qtbot.waitUntil(lambda: [7, 8] in wanted)


def test_what_is_written_is_kept_for_its_label_when_another_one_is_chosen(
    page: LabelPage, qtbot: QtBot
) -> None:
    page.show_cards([ANIMALS, CAT, DOG])
    page.tree.choose(2)
    told = changes(page)
    page.detail.phrases.setFocus()
    qtbot.waitUntil(page.detail.phrases.hasFocus)
    page.detail.phrases.setPlainText("a dog\n\n  a  puppy ")
    page.tree.choose(3)
    assert told == [(2, {"phrases": ("a dog", "a puppy")})]
    assert page.detail.phrases.toPlainText() == ""


def test_what_is_being_written_stays_while_numbers_change(page: LabelPage, qtbot: QtBot) -> None:
    page.show_cards([ANIMALS, DOG])
    page.tree.choose(2)
    page.detail.name.setFocus()
    qtbot.waitUntil(page.detail.name.hasFocus)
    page.detail.name.setText("do")
    page.show_cards([ANIMALS, card(DOG.label, suggested=99)])
    assert page.detail.name.text() == "do"
    QTest.keyClick(page.detail.name, Key.Key_Escape)
    assert page.detail.name.text() == "dog"
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.detail.name, Key.Key_Escape)


def test_a_label_is_renamed_but_never_to_nothing(page: LabelPage) -> None:
    page.show_cards([DOG])
    told = changes(page)
    for text in ("  ", " my   dog "):
        page.detail.name.setText(text)
        page.detail.name.keep()
    assert told == [(2, {"name": "my dog"})]
    page.show_cards([card(DOG.label)])  # it was refused
    assert page.detail.name.text() == "dog"


def test_a_parent_is_chosen_among_those_that_are_not_below(page: LabelPage) -> None:
    page.show_cards([ANIMALS, CAT, DOG])
    told = changes(page)
    combo = page.detail.parent_label
    assert [combo.itemText(n) for n in range(combo.count())] == ["None"]
    page.tree.choose(2)
    assert [combo.itemText(n) for n in range(combo.count())] == ["None", "animals", "Cat"]
    assert combo.currentText() == "animals"
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Up)
    assert told == [(2, {"parent": None})]


def test_the_share_asked_for_is_told_once_the_slider_rests(page: LabelPage, qtbot: QtBot) -> None:
    page.show_cards([DOG])
    told = changes(page)
    slider = page.detail.sureness.slider
    for _ in range(5):
        QTest.keyClick(slider, Key.Key_Right)
    assert page.detail.sureness.percent.text() == "95 % right"
    page.show_cards([card(DOG.label, suggested=3)])  # an answer of before
    assert slider.value() == 95
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(2, {"precision": 0.95})]


def test_examples_are_shown_and_removed(page: LabelPage, qtbot: QtBot) -> None:
    picture = Path("/elsewhere/shrek.jpg")
    page.show_cards([card(DOG.label, pictures=(picture,))])
    with qtbot.waitSignal(page.detail.examples.picture_wanted) as wanted:
        page.detail.show_examples([7, 8])
    assert wanted.args == [picture]
    assert not page.detail.remove.isEnabled()
    assert not page.detail.none_yet.isVisible()
    page.detail.examples.selectAll()
    with qtbot.waitSignal(page.detail.examples_removed) as removed:
        QTest.keyClick(page.detail.examples, Key.Key_Delete)
    assert removed.args == [2, [7, 8], [picture]]


def test_photos_and_files_are_dropped_as_examples(page: LabelPage, qtbot: QtBot) -> None:
    page.show_cards([DOG])
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/elsewhere/a.jpg")])
    for data, signal, expected in (
        (photos_data([4, 5], []), page.detail.photos_dropped, [4, 5]),
        (files, page.detail.files_dropped, [Path("/elsewhere/a.jpg")]),
    ):
        for place in (page.detail, page.detail.examples):
            with qtbot.waitSignal(signal) as dropped:
                place.dropEvent(
                    QDropEvent(
                        QPointF(5, 5),
                        Qt.DropAction.CopyAction,
                        data,
                        Qt.MouseButton.LeftButton,
                        Qt.KeyboardModifier.NoModifier,
                    )
                )
            assert dropped.args == [2, expected]


def test_another_label_is_not_shown_with_the_figures_of_the_one_before(page: LabelPage) -> None:
    page.show_cards([DOG, CAT])
    page.detail.show_reliability(reliability())
    assert page.detail.sureness.diagram.isVisible()
    page.tree.choose(3)
    assert not page.detail.sureness.means.isVisible()
    assert not page.detail.sureness.diagram.isVisible()
    assert page.detail.examples.count() == 0


def test_undo_is_the_windows_where_nothing_was_written(page: LabelPage, qtbot: QtBot) -> None:
    page.show_cards([DOG])
    told: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), page)
    shortcut.activated.connect(lambda: told.append("undo"))
    for field in (page.detail.name, page.detail.phrases):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        QTest.keyClick(field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told == ["undo", "undo"]
    QTest.keyClicks(page.detail.phrases, "x")
    QTest.keyClick(page.detail.phrases, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told == ["undo", "undo"]
    assert page.detail.phrases.toPlainText() == "a dog"


def test_a_picture_that_comes_later_is_painted(qtbot: QtBot) -> None:
    thumbnails = Thumbnails()
    thumbnails.there = False
    examples = ExamplePhotos(thumbnails)
    qtbot.addWidget(examples)
    with qtbot.waitExposed(examples):
        examples.show()
    examples.show_examples([7], [])
    qtbot.waitUntil(lambda: not examples._asking.isActive())
    empty = examples.viewport().grab().toImage()
    thumbnails.there = True
    thumbnails.changed.emit(7)
    middle = examples.visualItemRect(examples.item(0)).center()
    assert examples.viewport().grab().toImage().pixelColor(middle) == QColor("grey")
    assert empty.pixelColor(middle) != QColor("grey")
