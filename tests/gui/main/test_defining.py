"""The page of labels over a real library."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from photoapp.catalog import PhotoFilter
from photoapp.gui.labels.dialogs import Dialogs
from photoapp.gui.labels.label_page import LabelPage
from photoapp.gui.main.defining import Defining
from photoapp.library.labels import LabelCard
from tests.gui.main.desk import LONG, Desk

Key = Qt.Key


class Answers(Dialogs):
    """A person who answers at once."""

    def __init__(self) -> None:
        self.answer: str | list[str] = ""

    def name(self, parent: QWidget) -> str:
        assert parent.isVisible()
        return str(self.answer)

    def list_to_read(self, parent: QWidget) -> str:
        return str(self.answer)

    def list_to_write(self, parent: QWidget) -> str:
        return str(self.answer)

    def pictures(self, parent: QWidget) -> list[str]:
        return list(self.answer)


@pytest.fixture
def answers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Answers:
    answers = Answers()
    monkeypatch.setattr(desk.controller.defining, "_dialogs", answers)
    return answers


@pytest.fixture
def page(desk: Desk, answers: Answers) -> LabelPage:
    """The page, without labels."""
    desk.do("labels")
    page = defining(desk).page
    assert page is not None
    desk.wait(page.starting.isVisible)
    return page


def test_what_is_of_photos_is_not_shown_above_labels(desk: Desk, page: LabelPage) -> None:
    search, slider = desk.window.search, desk.window.size_slider
    assert not search.count.isVisible()
    assert not slider.isVisible()
    assert search.field.isVisible()
    desk.press(Key.Key_Escape, on=page)
    assert search.count.isVisible()
    assert slider.isVisible()


def defining(desk: Desk) -> Defining:
    return desk.controller.defining


def cards(desk: Desk) -> dict[str, LabelCard]:
    return {card.label.name: card for card in desk.library.labels.cards()}


def make(desk: Desk, page: LabelPage, answers: Answers, name: str) -> int:
    answers.answer = name
    page.new.click()
    desk.wait(lambda: name in [card.label.name for card in page.cards])
    return cards(desk)[name].label.id


def shown_text(page: LabelPage) -> str:
    return page.detail.name.text()


def test_a_label_is_made_told_in_words_and_all_of_it_undone(
    desk: Desk, page: LabelPage, answers: Answers
) -> None:
    make(desk, page, answers, "pet")
    desk.wait(page.detail.phrases.hasFocus)
    assert shown_text(page) == "pet"
    desk.qtbot.keyClicks(page.detail.phrases, "my cat")
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: cards(desk)["pet"].label.phrases == ("my cat",))
    desk.do("undo")
    desk.wait(lambda: page.detail.phrases.lines() == ())
    desk.do("undo")
    desk.wait(page.starting.isVisible)
    desk.do("redo")
    desk.wait(lambda: shown_text(page) == "pet" and page.detail.isVisible())


def test_a_name_that_is_taken_is_refused_and_the_old_one_shown_again(
    desk: Desk, page: LabelPage, answers: Answers
) -> None:
    make(desk, page, answers, "cat")
    make(desk, page, answers, "dog")
    page.detail.name.setText("CAT")
    page.detail.name.keep()
    desk.wait(lambda: "“cat”" in desk.said)
    desk.wait(lambda: shown_text(page) == "dog")


def test_a_photo_and_a_picture_become_examples_and_are_removed(
    desk: Desk, page: LabelPage, answers: Answers, photo_folder: Path
) -> None:
    label_id = make(desk, page, answers, "cat")
    elsewhere = desk.photos.parent / "elsewhere.png"
    elsewhere.write_bytes((photo_folder / "horse.png").read_bytes())
    answers.answer = [str(desk.photos / "chelsea.png"), str(elsewhere)]
    page.detail.add.click()
    desk.wait(lambda: page.detail.examples.count() == 2)
    assert desk.keywords_of("chelsea.png") == ["cat"]
    assert cards(desk)["cat"].pictures == (elsewhere,)
    desk.wait(lambda: not page.detail.examples.item(0).icon().isNull())
    page.detail.examples.selectAll()
    page.detail.remove.click()
    desk.wait(lambda: page.detail.examples.count() == 0)
    assert desk.keywords_of("chelsea.png") == []
    assert page.tree.label_id == label_id


def test_what_can_not_be_an_example_is_said(
    desk: Desk, page: LabelPage, answers: Answers, tmp_path: Path
) -> None:
    make(desk, page, answers, "cat")
    (tmp_path / "none.jpg").write_text("no picture")
    page.detail.files_dropped.emit(page.tree.label_id, [tmp_path / "none.jpg"])
    desk.wait(lambda: "none.jpg" in desk.said)


def test_photos_of_a_label_below_are_no_examples_of_the_one_above(
    desk: Desk, page: LabelPage, answers: Answers
) -> None:
    above, below = make(desk, page, answers, "animal"), make(desk, page, answers, "cat")
    page.detail.changed.emit(below, {"parent": above})
    page.detail.photos_dropped.emit(below, [desk.id("chelsea.png")])
    page.detail.photos_dropped.emit(above, [desk.id("horse.png")])
    page.tree.choose(above)
    desk.wait(lambda: page.detail.examples.count() == 1)
    page.tree.choose(below)
    desk.wait(lambda: page.detail.examples.count() == 1)
    page.detail.examples.selectAll()
    assert page.detail.examples.chosen_photos() == [desk.id("chelsea.png")]


def test_a_list_is_looked_at_then_imported_and_exported(
    desk: Desk, page: LabelPage, answers: Answers, tmp_path: Path
) -> None:
    lists = [tmp_path / "in.yaml", tmp_path / "out.yaml"]
    lists[0].write_text("- name: animal\n- name: cat\n  parent: animal\n", encoding="utf-8")
    answers.answer = str(lists[0])
    page.import_asked.emit()
    desk.wait(lambda: defining(desk).importing is not None)
    dialog = defining(desk).importing
    assert dialog is not None
    assert not cards(desk)
    dialog.make.click()
    desk.wait(lambda: len(page.cards) == 2)
    assert shown_text(page) == "animal"
    answers.answer = str(lists[1])
    page.export.click()
    desk.wait(lambda: "out.yaml" in desk.said)
    from photoapp.tagging.lists import read_label_list

    assert [line.name for line in read_label_list(lists[1])] == ["animal", "cat"]


def test_a_list_that_makes_no_sense_is_refused_in_a_sentence(
    desk: Desk, page: LabelPage, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "twice.txt").write_text("cat\ncat\n")
    answers.answer = str(tmp_path / "twice.txt")
    page.import_asked.emit()
    desk.wait(lambda: "twice.txt" in desk.said)


def test_photos_and_suggestions_are_shown_as_a_search(
    desk: Desk, page: LabelPage, answers: Answers
) -> None:
    label_id = make(desk, page, answers, "big cat")
    page.detail.photos_dropped.emit(label_id, [desk.id("chelsea.png")])
    desk.wait(page.detail.photos.isEnabled)
    page.detail.photos.click()
    desk.wait(lambda: desk.shown == ["chelsea.png"] and desk.window.page is desk.grid)
    assert desk.query.filter == PhotoFilter(labels=("big cat",))
    page.detail.suggestions_asked.emit(label_id)
    desk.wait(lambda: desk.query.filter == PhotoFilter(suggested=("big cat",)))


def test_keys_do_nothing_to_photos_that_the_page_hides(desk: Desk, answers: Answers) -> None:
    desk.select("coffee.png")
    desk.do("labels")
    desk.do("rate-5")
    desk.wait_until_done()
    assert desk.said_of("coffee.png").rating == 0
    page = defining(desk).page
    assert page is not None
    desk.wait(lambda: desk.window.page is page)
    assert not desk.window.info.isVisible()  # of nothing that is in sight
    desk.press(Key.Key_Escape)
    desk.wait(lambda: desk.window.page is desk.grid)
    assert desk.window.info.isVisible()


def test_the_sidebar_leads_to_a_label(desk: Desk, page: LabelPage, answers: Answers) -> None:
    make(desk, page, answers, "cat")
    label_id = make(desk, page, answers, "dog")
    page.tree.choose(cards(desk)["cat"].label.id)
    desk.do("grid")
    desk.window.sidebar.label_edit_asked.emit(label_id)
    desk.wait(lambda: defining(desk).shown and shown_text(page) == "dog")
    page.detail.delete.click()
    desk.wait(lambda: list(cards(desk)) == ["cat"] and shown_text(page) == "cat")


def test_a_decision_teaches_at_once(desk: Desk, page: LabelPage, answers: Answers) -> None:
    label_id = make(desk, page, answers, "cat")
    with desk.qtbot.waitSignal(desk.controller.labelling.settled, timeout=LONG):
        page.detail.photos_dropped.emit(label_id, [desk.id("chelsea.png")])
    desk.wait(lambda: "1 photo has it" in page.detail.counts.text())
    desk.wait(page.detail.sureness.rests.isVisible)
    desk.wait(lambda: not desk.library.labels.stale())
