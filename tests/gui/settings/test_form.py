"""What the pages of the settings are laid out with."""

from pytestqt.qtbot import QtBot

from photoapp.gui.settings.form import Number


def test_a_number_stands_off_the_border_of_its_box(qtbot: QtBot) -> None:
    box = Number("Degrees", 0, 100, lambda _: None)
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    field = box.lineEdit()
    field.setCursorPosition(0)
    plain = field.cursorRect().left() - field.textMargins().left()
    assert field.cursorRect().left() >= plain + 4
