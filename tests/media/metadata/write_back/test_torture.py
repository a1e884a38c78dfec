"""Every odd file that was ever met: what can hold more does, and comes back to the byte."""

from pathlib import Path

import pytest

from benchmarks.write_back import SAID, tried

_FEW = 12


@pytest.mark.parametrize(
    "every", [_FEW, pytest.param(1, marks=pytest.mark.long)], ids=["some", "all"]
)
def test_they_go_there_and_back(shared_photos: Path, every: int) -> None:
    files = sorted(p for p in (shared_photos / "torture").rglob("*") if p.is_file())[::every]
    found = [tried(path.read_bytes(), SAID) for path in files]
    assert {each for each in found if each.startswith("harmed")} == set()
    assert found.count("written") > len(files) / 2
