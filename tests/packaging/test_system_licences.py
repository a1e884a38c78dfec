"""The licences of system libraries, on libraries that every Debian system has."""

from pathlib import Path

import pytest

from tests.tools import needs

from .scripts import script

system_licences = script("system_licences")
licences = script("licences")
pytestmark = needs("dpkg-query")


def _contents(folder: Path, *sources: str, kind: str = "BINARY") -> Path:
    path = folder / "COLLECT-00.toc"
    path.write_text(repr(([(Path(s).name, s, kind) for s in sources],)))
    return path


def _library(name: str) -> str:
    [found] = Path("/lib").glob(f"*-linux-gnu/{name}")
    return str(found)


def test_each_package_is_told_once_with_its_own_text(tmp_path: Path) -> None:
    libz, elsewhere = _library("libz.so.1"), "/home/somebody/torch/libtorch.so"
    found = system_licences.of_system_libraries(_contents(tmp_path, libz, libz, elsewhere))
    assert [one.name for one in found] == ["zlib1g"]
    assert "Jean-loup Gailly" in found[0].texts[0]
    assert found[0].version[0].isdigit()


def test_links_are_no_libraries(tmp_path: Path) -> None:
    contents = _contents(tmp_path, _library("libz.so.1"), kind="SYMLINK")
    assert system_licences.of_system_libraries(contents) == []


def test_a_library_of_nobody_is_a_sentence(tmp_path: Path) -> None:
    contents = _contents(tmp_path, "/usr/lib/libnobody.so.1")
    with pytest.raises(licences.LicenceMissingError, match=r"libnobody\.so\.1 is of no package"):
        system_licences.of_system_libraries(contents)
