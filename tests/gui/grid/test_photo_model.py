import random

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from photoapp.gui.grid.photo_model import PHOTO_ID_ROLE, PhotoModel

Strict = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qtbot: QtBot) -> PhotoModel:
    model = PhotoModel()
    model.tester = QAbstractItemModelTester(model, Strict)
    return model


def test_it_holds_a_hundred_thousand_ids(model: PhotoModel) -> None:
    model.replace(range(100_000))
    assert model.rowCount() == 100_000
    assert model.index(99_999).data(PHOTO_ID_ROLE) == 99_999
    assert model.row_of(54_321) == 54_321
    assert model.row_of(-1) is None


@pytest.mark.parametrize("kept", [[], [3], [0, 9], [2, 3, 7], list(range(10))])
def test_added_photos_are_inserted_between_the_old_ones(model: PhotoModel, kept: list[int]) -> None:
    model.replace(kept)
    assert model.update(range(10))
    assert list(model.photo_ids) == list(range(10))


def test_any_other_change_replaces_the_photos(model: PhotoModel) -> None:
    model.replace([1, 2, 3])
    assert not model.update([3, 1])
    assert list(model.photo_ids) == [3, 1]


def test_many_scattered_additions(model: PhotoModel) -> None:
    ids = list(range(400))
    model.replace(sorted(random.Random(1).sample(ids, 300)))
    assert model.update(ids)
    assert list(model.photo_ids) == ids
