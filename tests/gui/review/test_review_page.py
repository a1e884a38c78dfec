import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from photoapp.gui.review.review_page import ReviewPage
from tests.gui.review.made_up import Candidate, candidates

WAITING = [Candidate(1, 0.82), Candidate(2, 0.4, suggested=False), Candidate(3, 0.9)]
KEY = Qt.Key


def told(signal: object) -> list[tuple[object, ...]]:
    heard: list[tuple[object, ...]] = []
    signal.connect(lambda *values: heard.append(values))
    return heard


def press(qtbot: QtBot, page: ReviewPage, key: Qt.Key) -> None:
    qtbot.keyClick(page.focusWidget() or page, key)


def test_one_photo_is_shown_large_with_its_chance_in_words(qtbot: QtBot, page: ReviewPage) -> None:
    page.show_waiting(WAITING, 0)
    assert page.header.question.text() == "Is this “dog”?"
    assert page.one.answers.chance.text() == "82 % sure that it is"
    assert page.chosen == [1]
    qtbot.waitUntil(lambda: page.one.pane.canvas.shows_whole_photo)
    page.show_waiting(WAITING, 1)
    assert page.one.answers.chance.text().startswith("40 % sure that it is: too little")


def test_chances_are_written_as_in_the_panel_beside(page: ReviewPage) -> None:
    page.show_waiting([Candidate(1, 0.9999), Candidate(2, 0.0001, suggested=False)], 0)
    assert page.one.answers.chance.text() == "99 % sure that it is"  # nothing is certain


def test_enter_is_yes_and_space_and_arrows_go_on_and_back(qtbot: QtBot, page: ReviewPage) -> None:
    page.show_waiting(WAITING, 1)
    answers, places = told(page.answered), told(page.went_to)
    for key in (KEY.Key_Return, KEY.Key_Space, KEY.Key_Left):
        press(qtbot, page, key)
    assert answers == [([2], True)]
    assert places == [(2,), (0,)]


def test_buttons_answer_too(qtbot: QtBot, page: ReviewPage) -> None:
    page.show_waiting(WAITING, 0)
    answers, places = told(page.answered), told(page.went_to)
    for button in (page.one.answers.no, page.one.answers.yes, page.one.answers.skip):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert answers == [([1], False), ([1], True)]
    assert places == [(1,)]


def test_a_digit_says_which_of_the_group_it_is_though_the_window_has_a_command_for_it(
    qtbot: QtBot, page: ReviewPage
) -> None:
    rate = QAction(page)
    rate.setShortcuts(["1", "2", "3"])
    page.addAction(rate)
    rated, others = told(rate.triggered), told(page.other_chosen)
    page.one.answers.show_others([(7, "cat"), (8, "horse")])
    page.show_waiting(WAITING, 0)
    press(qtbot, page, KEY.Key_2)
    assert others == [([1], 8)]
    assert not rated
    press(qtbot, page, KEY.Key_3)  # stands for none of them
    assert len(rated) == 1


def test_digits_mean_other_labels_only_where_these_can_be_seen(
    qtbot: QtBot, page: ReviewPage
) -> None:
    page.one.answers.show_others([(7, "cat")])
    page.show_waiting(WAITING, 0)
    others = told(page.other_chosen)
    page.show_many(on=True)
    page.many.grid.select_photos([1, 2])
    press(qtbot, page, KEY.Key_1)
    assert not others


def test_enter_on_a_button_does_what_the_button_says(qtbot: QtBot, page: ReviewPage) -> None:
    page.show_waiting(WAITING, 0)
    answers, left = told(page.answered), told(page.left)
    for button in (page.one.answers.no, page.header._back):
        button.setFocus()
        qtbot.keyClick(button, KEY.Key_Return)
    assert answers == [([1], False)]
    assert left == [()]


def test_the_button_of_another_label_keeps_the_keyboard_while_labels_learn(
    page: ReviewPage,
) -> None:
    page.show_waiting(WAITING, 0)
    page.one.answers.show_others([(7, "cat"), (8, "horse")])
    cat = next(b for b in page.one.answers.findChildren(QPushButton) if "cat" in b.text())
    cat.setFocus()
    page.one.answers.show_others([(7, "cat"), (8, "horse")])
    assert page.focusWidget() is cat
    assert page.one.answers.others.layout().indexOf(cat) >= 0


def test_all_are_accepted_of_a_label_whose_name_comes_later(
    page: ReviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(page.many, "_confirm", lambda _widget, text, *_: asked.append(text))
    page.begin("")
    page.show_label("cat")
    page.show_waiting(WAITING, 0)
    page.show_many(on=True)
    page.many.all.click()
    assert "“cat”" in asked[0]


def test_many_are_answered_together_the_likeliest_stand_first(
    qtbot: QtBot, page: ReviewPage
) -> None:
    page.show_waiting(WAITING, 0)
    page.header.many.click()
    assert page.header.question.text() == "Which of these are “dog”?"
    assert list(page.many.grid.photos.photo_ids) == [3, 1, 2]
    page.many.grid.clearSelection()
    assert not page.many.yes.isEnabled()
    page.many.grid.select_photos([1, 2])
    assert page.many.no.text() == "Reject 2 photos"
    answers = told(page.answered)
    qtbot.mouseClick(page.many.no, Qt.MouseButton.LeftButton)
    page.many.all.click()
    assert answers == [([1, 2], False), ([3, 1], True)]  # not what is not suggested


def test_selected_ones_stay_selected_while_others_come(page: ReviewPage) -> None:
    page.show_waiting(WAITING, 0)
    page.show_many(on=True)
    page.many.grid.select_photos([1])
    page.show_waiting([Candidate(1, 0.97), *WAITING[1:], Candidate(4, 0.99)], 0)
    assert page.chosen == [1]
    assert list(page.many.grid.photos.photo_ids) == [3, 1, 4, 2]  # none has changed places


def test_where_none_is_suggested_none_is_shown_as_unlikely(page: ReviewPage) -> None:
    page.show_waiting(WAITING, 0)
    page.show_many(on=True)
    assert page.many.grid.headings.unlikely_from == 2
    page.show_waiting([Candidate(1, 0.4, suggested=False)], 0)
    assert page.many.grid.headings.unlikely_from is None


def test_one_of_many_can_be_looked_at_alone(page: ReviewPage) -> None:
    page.show_waiting(WAITING, 0)
    page.show_many(on=True)
    places = told(page.went_to)
    page.many.grid.opened.emit(0)
    assert not page.shows_many
    assert places == [(2,)]


def test_the_end_says_how_to_go_back_to_what_was_skipped(qtbot: QtBot, page: ReviewPage) -> None:
    page.show_waiting(candidates(1, 2), 2)
    assert page.message.isVisible()
    assert page.message.text.text().startswith("You have skipped 2 photos")
    assert page.chosen == []
    places = told(page.went_to)
    press(qtbot, page, KEY.Key_Left)
    assert places == [(1,)]
    page.show_waiting([], 0)
    assert page.message.headline.text() == "That is all for now"


def test_escape_leaves_and_counts_are_told(qtbot: QtBot, page: ReviewPage) -> None:
    page.header.show_counts(14, 1)
    assert page.header.counts.text() == "14 decided  ·  1 suggestion left"
    left = told(page.left)
    press(qtbot, page, KEY.Key_Escape)
    assert left == [()]
