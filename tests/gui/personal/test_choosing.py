"""Method, names, and what it takes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from photoapp.gui.personal.choice_section import ChoiceSection
from photoapp.gui.personal.facts import CaptionFacts, Choice, MethodFacts
from tests.gui.personal.made_up import CAPTIONS, METHODS


@pytest.fixture
def choice(qtbot: QtBot) -> ChoiceSection:
    choice = ChoiceSection()
    qtbot.addWidget(choice)
    choice.show_captions(CAPTIONS)
    choice.show_methods(METHODS)
    with qtbot.waitActive(choice):
        choice.show()
        choice.activateWindow()
    return choice


def test_only_methods_that_the_model_can_are_offered(choice: ChoiceSection) -> None:
    assert choice.methods["lora"].isVisible()
    assert not choice.methods["full"].isVisible()
    assert choice.choice == Choice("adapter", (), True)


def test_each_method_says_what_it_takes(choice: ChoiceSection) -> None:
    assert choice.estimate.text() == "About 4 min, up to 620 MB of memory and 38 MB on the disk."
    choice.methods["lora"].click()
    text = "About 2 h 2 min, up to 2.9 GB of memory and 160 MB on the disk."
    assert choice.estimate.text() == text


def test_a_method_that_is_not_offered_any_more_is_not_chosen(choice: ChoiceSection) -> None:
    choice.methods["lora"].click()
    choice.show_methods(METHODS[:1])
    assert choice.choice.method == "adapter"


def test_what_can_not_be_begun_says_why(choice: ChoiceSection) -> None:
    choice.show_methods([MethodFacts("adapter", refusal="All captions are of one event.")])
    assert choice.estimate.text() == "All captions are of one event."
    assert not choice.begin.isEnabled()
    choice.show_methods(METHODS)
    assert choice.begin.isEnabled()


def test_what_is_chosen_is_what_begins(choice: ChoiceSection, qtbot: QtBot) -> None:
    choice.names.suggest(["Oslo", "Shrek"])
    choice.names.boxes["Shrek"].click()
    choice.keywords.click()
    with qtbot.waitSignal(choice.asked) as asked:
        choice.begin.click()
    assert asked.args == [Choice("adapter", ("Shrek",), False)]


def test_names_are_ticked_typed_and_never_twice(choice: ChoiceSection, qtbot: QtBot) -> None:
    names = choice.names
    names.suggest(["Oslo", "Shrek"])
    assert names.names == ()
    names.field.setFocus()
    with qtbot.waitSignal(choice.changed):
        QTest.keyClicks(names.field, "  shrek ")
        QTest.keyClick(names.field, Qt.Key.Key_Return)
    assert names.names == ("Shrek",)
    assert names.field.text() == ""
    names.field.setText("Grandma   Kate")
    names.add.click()
    names.suggest(["Oslo"])
    assert names.names == ("Shrek", "Grandma Kate")
    assert len(names.boxes) == 3


def test_names_alone_can_be_learned(choice: ChoiceSection) -> None:
    choice.show_captions(CaptionFacts())
    assert not choice.begin.isEnabled()
    choice.names.tick(["Shrek"])
    assert choice.begin.isEnabled()
