"""The torture folder: odd, broken, rotated, mislabelled and exotic files, all met in the wild."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoapp.errors import PhotoUnreadableError
from photoapp.media import Want, open_photo

Size = tuple[int, int]
Outcomes = dict[str, Size | Exception]


@pytest.fixture(scope="module")
def torture(shared_photos: Path) -> Path:
    return shared_photos / "torture"


@pytest.fixture(scope="module")
def outcomes(torture: Path) -> Outcomes:
    """What became of every file, by its name in the manifest."""
    return {row["file"]: _outcome(torture / row["file"]) for row in _manifest(torture)}


def _manifest(torture: Path) -> Iterator[dict[str, str]]:
    with (torture / "manifest.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _outcome(path: Path) -> Size | Exception:
    try:
        return open_photo(path.read_bytes(), Want(480, 260)).size
    except Exception as error:
        return error


def test_every_file_opens_or_is_refused_with_a_sentence(outcomes: Outcomes) -> None:
    errors = {name: o for name, o in outcomes.items() if isinstance(o, Exception)}
    refused = {n: e for n, e in errors.items() if isinstance(e, PhotoUnreadableError)}
    assert {n: repr(e) for n, e in errors.items() if n not in refused} == {}
    assert [e.reason for e in refused.values() if not _is_sentence(e.reason)] == []


def test_every_file_that_can_be_opened_is(torture: Path, outcomes: Outcomes) -> None:
    can = [r for r in _manifest(torture) if r["pillow_result"] == "ok"]
    now = [row["file"] for row in can]
    assert len(now) > 150
    refused = {name: repr(outcomes[name]) for name in now if _is_error(outcomes[name])}
    assert refused == {}


def test_raw_files_have_their_real_sizes(outcomes: Outcomes) -> None:
    sizes = {name.partition("/")[2]: o for name, o in outcomes.items() if name.startswith("raw/")}
    assert sizes["Panasonic.rw2"] == (3648, 2736)
    assert sizes["canon_eos_6d.dng"] == (1224, 816)
    assert (768, 512) in sizes.values()


def test_the_turned_ones_are_upright(outcomes: Outcomes) -> None:
    for kind in ("landscape", "portrait"):
        sizes = [o for n, o in outcomes.items() if n.lower().startswith(f"orientation/{kind}_")]
        assert len(sizes) > 4
        assert {_is_wide(size) for size in sizes} == {kind == "landscape"}


def _is_wide(size: Size | Exception) -> bool:
    assert not isinstance(size, Exception)
    return size[0] > size[1]


def _is_error(outcome: Size | Exception) -> bool:
    return isinstance(outcome, Exception)


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and not text.endswith("..")
