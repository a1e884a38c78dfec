from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from photoapp.gui.grid.photo_model import PHOTO_ID_ROLE, PhotoModel


def test_it_holds_nothing_but_ids(qtbot: QtBot) -> None:
    model = PhotoModel(lambda photo_id: f"{photo_id}.jpg" if photo_id == 7 else "")
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.replace(range(1_000))
    assert model.rowCount() == 1_000
    assert model.index(999).data(PHOTO_ID_ROLE) == 999
    assert model.row_of(543) == 543
    assert model.row_of(-1) is None
    model.replace((9, 7))
    assert model.row_of(7) == 1
    assert model.row_of(543) is None
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(row).data(role) for row in range(2)] == [
        "Photo 1 of 2",
        "7.jpg, Photo 2 of 2",
    ]
    assert tester.model() is model
