"""What a Linux desktop is told of photoapp is well-formed, and true."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from photoapp.media.formats import kind_of_name
from tests.packaging.scripts import ROOT, script
from tests.tools import tool

linux_share = script("linux_share")
LINUX = ROOT / "packaging" / "linux"
RELEASED = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-03-01\n\n## [0.1.0] - 2026-01-31\n"
_MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
# There is no domain that is the project's own.
_KNOWN = "cid-desktopapp-is-not-rdns"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    linux_share.write_texts(tmp_path / "share")
    return tmp_path / "share"


def _entry() -> configparser.SectionProxy:
    desktop = configparser.ConfigParser(interpolation=None, delimiters="=")
    desktop.optionxform = str  # type: ignore[assignment,method-assign]
    desktop.read(LINUX / "photoapp.desktop", encoding="utf-8")
    return desktop["Desktop Entry"]


def test_the_desktop_entry_says_what_it_must() -> None:
    entry = _entry()
    assert (entry["Type"], entry["Name"], entry["Icon"]) == ("Application", "photoapp", "photoapp")
    assert entry["Exec"] == "photoapp open %F"
    lists = [key for key in entry if key.split("[")[0] in {"Categories", "Keywords", "MimeType"}]
    assert all(entry[key].endswith(";") for key in lists)
    types = entry["MimeType"].split(";")[:-1]
    assert len(types) == len(set(types))


def test_the_desktop_entry_is_valid(share: Path) -> None:
    validate = tool("desktop-file-validate")
    subprocess.run([validate, share / "applications" / "photoapp.desktop"], check=True)


def test_the_metadata_names_what_there_is(share: Path) -> None:
    component = ElementTree.parse(share / "metainfo" / "photoapp.metainfo.xml").getroot()
    assert component.findtext("launchable") == "photoapp.desktop"
    assert component.findtext("icon") == _entry()["Icon"]
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    for binary in component.findall("provides/binary"):
        assert f"\n{binary.text} = " in pyproject


def test_the_metadata_tells_of_releases() -> None:
    component = ElementTree.fromstring(linux_share.with_releases(RELEASED))
    releases = [(r.get("version"), r.get("date")) for r in component.findall("releases/release")]
    assert releases == [("0.2.0", "2026-03-01"), ("0.1.0", "2026-01-31")]


def test_the_metadata_is_valid(tmp_path: Path) -> None:
    checker, path = tool("appstreamcli"), tmp_path / "photoapp.metainfo.xml"
    path.write_text(linux_share.with_releases(RELEASED), "utf-8")
    told = subprocess.run(
        [checker, "validate", "--no-net", path], capture_output=True, text=True, check=False
    )
    problems = re.findall(r"^[EW]: \S+ (\S+)", told.stdout, re.MULTILINE)
    assert set(problems) <= {_KNOWN}, told.stdout


def test_types_of_files_are_those_that_photoapp_opens(share: Path) -> None:
    types = set(_entry()["MimeType"].split(";"))
    own = ElementTree.parse(share / "mime" / "packages" / "photoapp.xml").getroot()
    for one in own.findall(f"{_MIME}mime-type"):
        assert one.get("type") in types
        for glob in one.findall(f"{_MIME}glob"):
            assert kind_of_name(f"a{glob.get('pattern', '')[1:]}") == "photo"


def test_every_type_is_known_where_photoapp_is_installed(share: Path) -> None:
    """The system's own table has the others; photoapp's is added to it as an installer does."""
    system = Path("/usr/share/mime/packages/freedesktop.org.xml")
    update = tool("update-mime-database")
    if not system.exists():
        pytest.skip("the system keeps its table elsewhere")
    shutil.copy(system, share / "mime" / "packages")
    subprocess.run([update, share / "mime"], check=True)
    known = (share / "mime" / "types").read_text().split()
    wanted = [one for one in _entry()["MimeType"].split(";") if one.startswith("image/")]
    assert [one for one in wanted if one not in known] == []
    assert ":image/x-epson-erf:*.erf" in (share / "mime" / "globs2").read_text()
