"""What a new model is compared with, where another than its base serves."""

import shutil
from pathlib import Path

import pytest

from photoapp.encoders import shipped_models
from tests.library.other_models import write_backwards
from trainer.before import folder_before
from trainer.job.order import Order

BASE = shipped_models() / "starter"


def _order(previous: Path | None) -> Order:
    return Order("run", str(BASE), 0.0, previous=str(previous) if previous else None)


def test_it_is_what_serves_or_else_the_base(tmp_path: Path) -> None:
    write_backwards(tmp_path / "other", own_tower=False)
    assert folder_before(_order(None)) == BASE
    assert folder_before(_order(tmp_path / "other")) == tmp_path / "other"
    shutil.rmtree(tmp_path / "other")
    assert folder_before(_order(tmp_path / "other")) == BASE


@pytest.mark.parametrize(("own_tower", "personal"), [(True, False), (False, True)])
def test_it_is_nothing_that_learned_the_same_photos_nor_sees_them_otherwise(
    tmp_path: Path, own_tower: bool, personal: bool
) -> None:
    write_backwards(tmp_path / "other", own_tower=own_tower, personal=personal)
    assert folder_before(_order(tmp_path / "other")) == BASE
