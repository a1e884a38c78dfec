"""The budget of sizes, on folders whose sizes are known."""

import os
from pathlib import Path

import pytest

from .scripts import script

size = script("size")


def _filled(folder: Path) -> Path:
    for name, megabytes in {"torch/lib/a.so": 3, "torch/lib/b.so": 2, "qt/c.so": 1}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes(megabytes * 1_000_000))
    return folder


def test_what_has_two_names_counts_once(tmp_path: Path) -> None:
    folder = _filled(tmp_path / "bundle")
    os.link(folder / "qt/c.so", folder / "again")
    (folder / "link").symlink_to(folder / "torch/lib/a.so")
    assert size.megabytes(folder) == pytest.approx(6.0)
    assert size.megabytes(folder / "torch/lib/a.so") == pytest.approx(3.0)


def test_what_is_too_large_names_its_largest_folders_first(tmp_path: Path) -> None:
    folder = _filled(tmp_path / "bundle")
    assert size.too_large(folder, most=6.5) is None
    complaint = size.too_large(folder, most=5.5)
    assert complaint.splitlines() == [
        "bundle has 6 MB, and may have 6. The largest in it:",
        "     5.0 MB  torch/lib",
        "     1.0 MB  qt/c.so",
    ]


def test_no_more_than_ten_are_named(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}").write_bytes(bytes(100 + number))
    names = [name for name, _ in size.largest(tmp_path)]
    assert names == [str(number) for number in range(11, 1, -1)]
