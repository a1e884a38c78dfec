"""The licences of all that came with photoapp, where installers put them."""

import sys
from pathlib import Path

import pytest

from photoapp.errors import LicencesError
from photoapp.licences import NAME, third_party

TEXT = "numpy 2.0: BSD\n© somebody\n"


def _installed(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a photoapp that PyInstaller has made."""
    program.parent.mkdir(parents=True, exist_ok=True)
    program.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))


@pytest.mark.parametrize(
    ("program", "licences"),
    [
        ("lib/photoapp/photoapp", f"lib/photoapp/{NAME}"),
        ("Programs/photoapp/photoapp.exe", f"Programs/photoapp/{NAME}"),
        ("photoapp.app/Contents/MacOS/photoapp", f"photoapp.app/Contents/Resources/{NAME}"),
    ],
)
def test_they_lie_where_installers_put_them(
    program: str, licences: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(tmp_path / program, monkeypatch)
    (tmp_path / licences).parent.mkdir(exist_ok=True)
    (tmp_path / licences).write_text(TEXT, "utf-8")
    assert third_party() == TEXT


def test_a_link_to_the_program_leads_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(tmp_path / "lib" / "photoapp", monkeypatch)
    (tmp_path / "lib" / NAME).write_text(TEXT, "utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "photoapp").symlink_to(tmp_path / "lib" / "photoapp")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "photoapp"))
    assert third_party() == TEXT


def test_from_source_there_are_none_and_how_to_make_them_is_told() -> None:
    with pytest.raises(LicencesError, match=r"from source.*packaging/licences\.py"):
        third_party()


@pytest.mark.parametrize(("held", "reason"), [(None, "No such file"), (b"\xff\xfe\xfa", "UTF-8")])
def test_what_is_missing_or_spoiled_is_named(
    held: bytes | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(tmp_path / "photoapp", monkeypatch)
    if held is not None:
        (tmp_path / NAME).write_bytes(held)
    with pytest.raises(LicencesError, match=rf"{NAME} \(.*{reason}.*install photoapp again"):
        third_party()
