import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from photoapp.catalog import Description, Keyword, Suggestion
from photoapp.gui.info.fact_line import FileLine
from photoapp.gui.info.info_panel import InfoPanel
from photoapp.gui.info.shared import Shared, SharedKeyword
from photoapp.library.browsing import Why
from photoapp.media.metadata import Metadata
from tests.gui.info.made_up import details

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot: QtBot) -> InfoPanel:
    panel = InfoPanel()
    qtbot.addWidget(panel)
    panel.resize(260, 1000)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def test_without_a_photo_there_is_a_hint_and_with_one_all_that_is_known(
    qtbot: QtBot, panel: InfoPanel
) -> None:
    assert panel.hint.isVisible()
    panel.show_photo(details())
    assert not panel.hint.isVisible()
    assert panel.name.accessibleName() == "IMG_1.jpg"
    assert panel.seen.where.text.text() == "Lisbon, Portugal"
    assert "38.70000° N" in panel.seen.where.toolTip()
    assert panel.seen.camera.text.text() == "Canon EOS R5\nRF24-105mm F4 L"
    assert panel.stars.accessibleName() == "Rating: 3 of 5"
    assert not panel.seen.trouble.isVisible()
    panel.show_photo(details(2, metadata=Metadata(), damage="It is cut off.", albums=()))
    assert not panel.seen.where.isVisible()
    assert panel.seen.trouble.text.text() == "It is cut off."
    panel.show_nothing()
    assert panel.hint.isVisible()


def test_a_photo_is_rated_flagged_and_coloured(qtbot: QtBot, panel: InfoPanel) -> None:
    panel.show_photo(details())
    with qtbot.waitSignal(panel.rated) as rated:
        qtbot.mouseClick(panel.stars, LEFT, pos=QPoint(4 * 24 + 10, 10))
    assert rated.args == [[1], 5]
    with qtbot.waitSignal(panel.rated) as rated:
        qtbot.mouseClick(panel.stars, LEFT, pos=QPoint(4 * 24 + 10, 10))
    assert rated.args == [[1], 0]
    with qtbot.waitSignal(panel.rated) as rated:
        qtbot.keyClick(panel.stars, Qt.Key.Key_2)
    assert rated.args == [[1], 2]
    with qtbot.waitSignal(panel.flagged) as flagged:
        qtbot.mouseClick(panel.flags.buttons["pick"], LEFT)
    assert flagged.args == [[1], "none"]
    with qtbot.waitSignal(panel.colored) as colored:
        qtbot.mouseClick(panel.colors.buttons["red"], LEFT)
    assert colored.args == [[1], "red"]
    assert not panel.colors.buttons["blue"].isChecked()


def test_what_is_being_written_outlives_a_late_refresh(qtbot: QtBot, panel: InfoPanel) -> None:
    panel.show_photo(details())
    panel.caption.setFocus()
    panel.caption.selectAll()
    qtbot.keyClicks(panel.caption, "Two ferr")
    qtbot.keyClicks(panel.keywords.field, "boat")
    with qtbot.assertNotEmitted(panel.caption_changed):
        panel.show_photo(details(given=Description(5, "none", "none", "From the file")))
    assert panel.stars.accessibleName() == "Rating: 5 of 5"
    assert panel.keywords.field.text() == "boat"
    qtbot.keyClicks(panel.caption, "ies")
    with qtbot.waitSignal(panel.caption_changed) as changed:
        qtbot.keyClick(panel.caption, Qt.Key.Key_Return, CTRL)
    assert changed.args == [[1], "Two ferries"]


def test_a_caption_is_kept_for_the_photo_it_was_written_for(qtbot: QtBot, panel: InfoPanel) -> None:
    panel.show_photo(details(1))
    panel.caption.setFocus()
    qtbot.keyClicks(panel.caption, "Look: ")
    with qtbot.waitSignal(panel.caption_changed) as changed:
        panel.show_photo(details(2, given=Description(caption="Another")))
    assert changed.args == [[1], "Look: A ferry"]
    assert panel.caption.toPlainText() == "Another"
    qtbot.keyClicks(panel.caption, "x")
    qtbot.keyClick(panel.caption, Qt.Key.Key_Escape)
    assert panel.caption.toPlainText() == "Another"
    qtbot.keyClicks(panel.caption, "x")
    with qtbot.waitSignal(panel.caption_changed) as changed:
        panel.keywords.field.setFocus()
    assert changed.args == [[2], "xAnother"]
    with qtbot.assertNotEmitted(panel.caption_changed):
        panel.show_nothing()


def test_keywords_are_added_removed_and_chosen(qtbot: QtBot, panel: InfoPanel) -> None:
    panel.show_photo(details())
    panel.show_known_keywords(["beach", "boat"])
    chips = panel.keywords.chips
    assert [chip.text for chip in chips] == ["ferry", "river"]
    assert "file" in chips[1].toolTip()
    assert "you" in chips[0].toolTip()
    with qtbot.waitSignal(panel.keyword_removed) as removed:
        qtbot.keyClick(chips[0], Qt.Key.Key_Delete)
    assert removed.args == [[1], "ferry"]
    with qtbot.waitSignal(panel.keyword_chosen) as chosen:
        qtbot.mouseClick(chips[1], LEFT, pos=QPoint(12, 8))
    assert chosen.args == ["river"]
    panel.keywords.field.setText("beach , two words,")
    with qtbot.waitSignal(panel.keywords_added) as added:
        qtbot.keyClick(panel.keywords.field, Qt.Key.Key_Return)
    assert added.args == [[1], ["beach", "two words"]]
    assert panel.keywords.field.text() == ""
    chips[0].setFocus()
    panel.show_photo(details(keywords=(Keyword("river", "file"),)))
    assert panel.keywords.chips[0].hasFocus()


def test_several_photos_show_what_they_share_and_change_together(
    qtbot: QtBot, panel: InfoPanel
) -> None:
    words = (SharedKeyword("river", 3, False), SharedKeyword("boat", 1, True))
    panel.show_photos([1, 2, 3], Shared(3, None, None, "red", None, words))
    assert panel.name.text() == "3 photos selected"
    assert panel.stars.accessibleName() == "Rating: mixed"
    assert panel.caption.placeholderText() == "Captions differ"
    assert [chip.text for chip in panel.keywords.chips] == ["river", "boat (1)"]
    assert not panel.preview.isVisible()
    assert not panel.belongings.findChildren(FileLine)
    with qtbot.waitSignal(panel.keyword_removed) as removed:
        qtbot.keyClick(panel.keywords.chips[1], Qt.Key.Key_Delete)
    assert removed.args == [[1, 2, 3], "boat"]
    panel.caption.setFocus()
    with qtbot.assertNotEmitted(panel.caption_changed):
        panel.stars.setFocus()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
def test_a_keyword_taken_from_those_known_is_added_once(qtbot: QtBot, panel: InfoPanel) -> None:
    panel.show_photo(details())
    panel.show_known_keywords(["beach", "boat"])
    added: list[list[str]] = []
    panel.keywords_added.connect(lambda _ids, words: added.append(words))
    field = panel.keywords.field
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    offered = field.completer().popup()
    qtbot.keyClicks(field, "be")
    qtbot.waitUntil(offered.isVisible)
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: added == [["beach"]] and not field.text())
    qtbot.keyClicks(field, "bo")
    qtbot.waitUntil(offered.isVisible)
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: added == [["beach"], ["bo"]] and not field.text())


def test_of_very_many_keywords_the_most_frequent_are_shown(panel: InfoPanel) -> None:
    words = tuple(SharedKeyword(f"word {n}", 5000 - n, True) for n in range(3000))
    panel.show_photos([1, 2], Shared(9000, keywords=words))
    assert panel.keywords.chips[0].text.startswith("word 0")
    assert len(panel.keywords.chips) == 30
    assert panel.keywords.chips[-1].isVisible()
    assert panel.keywords.more.text() == "And 2,970 more."
    panel.show_photos([1, 2], Shared(9000, keywords=words[:30]))
    assert not panel.keywords.more.isVisible()


def test_files_and_albums_lead_to_them(qtbot: QtBot, panel: InfoPanel) -> None:
    panel.show_photo(details())
    here, gone = panel.belongings.findChildren(FileLine)
    with qtbot.waitSignal(panel.file_asked) as asked:
        qtbot.mouseClick(here.button, LEFT)
    assert asked.args == ["/pictures/IMG_1.jpg"]
    with qtbot.assertNotEmitted(panel.file_asked):
        qtbot.mouseClick(gone, LEFT, pos=QPoint(5, 5))
    assert "missing" in gone.toolTip()


def test_only_the_photo_that_is_shown_gets_its_preview_and_reasons(
    qtbot: QtBot, panel: InfoPanel
) -> None:
    panel.show_photo(details(2))
    why = Why(0.874, {"caption": ("ferry",)})
    panel.show_why(1, why)
    assert not panel.belongings.why.isVisible()
    panel.show_why(2, why)
    assert panel.belongings.why.text().splitlines() == [
        "87 % likely, by what it shows",
        "In the caption: ferry",
    ]
    tall = panel.preview.heightForWidth(236)
    panel.show_preview(1, QPixmap(100, 50))
    assert panel.preview.heightForWidth(236) == tall
    panel.show_preview(2, QPixmap(100, 50))
    assert panel.preview.heightForWidth(236) == 118
    panel.show_photo(details(3))
    assert not panel.belongings.why.isVisible()


def test_what_is_suggested_stands_apart_and_is_accepted_or_rejected(
    qtbot: QtBot, panel: InfoPanel
) -> None:
    dog, cat, sea = (
        Suggestion(number, name, chance, "starter-1", 0.0)
        for number, (name, chance) in enumerate([("dog", 0.999), ("cat", 0.8), ("sea", 0.7)], 7)
    )
    panel.show_photo(details(suggestions=(dog, cat, sea)))
    first, second, _ = panel.suggested.plates
    assert [chip.text for chip in panel.keywords.chips] == ["ferry", "river"]
    assert first.accessibleName() == "Suggested: dog, 99\u00a0% sure"
    assert "starter-1" in first.toolTip()
    with qtbot.waitSignal(panel.suggestion_accepted) as accepted:
        qtbot.mouseClick(first.yes, LEFT)
    assert accepted.args == [[1], 7]
    second.no.setFocus()
    with qtbot.waitSignal(panel.suggestion_rejected) as rejected:
        qtbot.keyClick(second.no, Qt.Key.Key_Space)
    assert rejected.args == [[1], 8]
    panel.show_photo(details(suggestions=(dog, sea)))
    assert panel.suggested.plates[1].no.hasFocus()  # and of the next one now
    panel.show_photo(details())
    assert not panel.suggested.isVisible()
    panel.show_photo(details(suggestions=(dog,)))
    panel.show_photos([1, 2], Shared(2))
    assert not panel.suggested.isVisible()


def test_a_keyword_tells_who_put_it_there(panel: InfoPanel) -> None:
    noon = 1_714_737_600.0  # of the 3rd of May 2024, wherever one is
    words = (
        Keyword("river", "file"),
        Keyword("boat", "person", noon),
        Keyword("ferry", "person", noon, "starter-1", 0.93),
    )
    panel.show_photo(details(keywords=words))
    in_file, added, accepted = (chip.toolTip() for chip in panel.keywords.chips)
    assert "file says so" in in_file
    assert "Added by you on" in added
    assert "2024" in added
    assert "Accepted by you on" in accepted
    assert "starter-1 had suggested it (93 % sure)" in accepted
