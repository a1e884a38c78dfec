"""What came along with photoapp is found where installers put it, or in the checkout."""

import sys
from pathlib import Path

import pytest

from photoapp import came_along
from photoapp.came_along import beside_program, guide
from photoapp.errors import GuideError


def _run(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a photoapp that PyInstaller has made."""
    program.parent.mkdir(parents=True, exist_ok=True)
    program.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))


@pytest.mark.parametrize(
    ("program", "page"),
    [
        ("lib/photoapp/photoapp", "lib/photoapp/guide/index.html"),
        ("Programs/photoapp/photoapp.exe", "Programs/photoapp/guide/index.html"),
        (
            "photoapp.app/Contents/MacOS/photoapp",
            "photoapp.app/Contents/Resources/guide/index.html",
        ),
    ],
)
def test_the_guide_lies_where_installers_put_it(
    program: str, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(tmp_path / program, monkeypatch)
    (tmp_path / page).parent.mkdir(parents=True)
    (tmp_path / page).touch()
    assert guide() == (tmp_path / page).resolve()


def test_a_guide_that_is_gone_is_named_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(tmp_path / "photoapp", monkeypatch)
    with pytest.raises(GuideError, match=r"guide.index\.html; install photoapp again\.$"):
        guide()


def test_from_source_it_is_the_checkouts() -> None:
    assert beside_program("LICENSE") is None
    assert guide() == Path(__file__).parents[1] / "docs" / "guide" / "README.md"


def test_from_source_without_a_checkout_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(came_along, "_CHECKOUT", tmp_path)
    with pytest.raises(GuideError, match=r"README\.md; it is docs/guide in a checkout\.$"):
        guide()
