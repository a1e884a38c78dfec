"""Exports as links: what they are, and what is said where there can be none."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from photoapp.errors import FolderError, UsageError
from photoapp.library.files import ExportAs, ExportOptions
from photoapp.paths import AppPaths
from tests.library.files.libraries import KnownFiles, known_files
from tests.media.pictures import oriented, photo


@pytest.fixture
def known(home: AppPaths, tmp_path: Path) -> Iterator[KnownFiles]:
    for folder, width in (("a", 30), ("b", 31)):
        path = tmp_path / "photos" / folder / "cat.jpg"
        path.parent.mkdir(parents=True)
        path.write_bytes(oriented(photo(width, 20), 1))
    with known_files(home, tmp_path / "photos") as library:
        yield library


def _originals(folder: Path) -> list[Path]:
    return sorted((folder / "photos").glob("*/cat.jpg"))


@pytest.mark.parametrize("as_links", ["links", "hard links"])
def test_links_lead_to_the_files(known: KnownFiles, tmp_path: Path, as_links: ExportAs) -> None:
    cats, folder = _originals(tmp_path), tmp_path / "out"
    ids = [known.id(path) for path in cats]
    known.catalog.marks.say("caption", ids, "Asleep")
    for _ in range(2):  # the second time they are replaced by themselves
        options = ExportOptions(as_links=as_links, on_conflict="replace")
        report = known.files.export(ids, folder, options)
        assert [path.name for path in report.files] == ["cat.jpg", "cat (2).jpg"]
        assert sorted(path.name for path in folder.iterdir()) == ["cat (2).jpg", "cat.jpg"]
    for original, link in zip(cats, report.files, strict=True):
        assert link.is_symlink() == (as_links == "links")
        assert original.samefile(link)


def test_links_can_not_be_smaller_or_tell_less() -> None:
    for changes in ({"long_edge": 100}, {"format": "jpeg"}, {"metadata": "none"}):
        with pytest.raises(UsageError, match="ask for copies"):
            ExportOptions(as_links="links", **changes)  # type: ignore[arg-type]


def _failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_no_hard_link_leads_to_another_drive(
    known: KnownFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", _failing(errno.EXDEV))
    ids = [known.id(path) for path in _originals(tmp_path)]
    report = known.files.export(ids, tmp_path / "out", ExportOptions(as_links="hard links"))
    assert (report.exported, list((tmp_path / "out").iterdir())) == (0, [])
    assert len(report.refused) == 2
    assert f"{_originals(tmp_path)[0]} lies on another drive" in report.refused[0]
    assert "export links or copies" in report.refused[0]


def test_where_the_system_makes_no_links_it_is_said_once(
    known: KnownFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "symlink", _failing(errno.EOPNOTSUPP))
    ids = [known.id(path) for path in _originals(tmp_path)]
    with pytest.raises(FolderError, match=r"knows no links.*export copies"):
        known.files.export(ids, tmp_path / "out", ExportOptions(as_links="links"))
    refusal = OSError(errno.EINVAL, "A required privilege is not held by the client")
    refusal.winerror = 1314  # type: ignore[attr-defined]  # as Windows says it

    def refuse(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr(os, "symlink", refuse)
    with pytest.raises(FolderError, match=r"developer mode.*hard links or copies"):
        known.files.export(ids, tmp_path / "out", ExportOptions(as_links="links"))
    assert list((tmp_path / "out").iterdir()) == []
