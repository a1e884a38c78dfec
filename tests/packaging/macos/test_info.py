"""What macOS is told of photoapp is well-formed, and true."""

import plistlib
import re
import subprocess
from pathlib import Path

import pytest

from photoapp import __version__
from photoapp.media.formats import photo_suffixes
from tests.packaging.scripts import PACKAGING, ROOT, script
from tests.tools import tool

info = script("macos/info")
ENTITLEMENTS = PACKAGING / "macos" / "entitlements.plist"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A bundle with nothing but what macOS is told of it."""
    app = tmp_path / "photoapp.app"
    (app / "Contents").mkdir(parents=True)
    (app / "Contents" / "Info.plist").write_bytes(plistlib.dumps(info.information()))
    return app


def test_it_can_be_written_and_read(app: Path) -> None:
    path = app / "Contents" / "Info.plist"
    assert plistlib.loads(path.read_bytes()) == info.information()
    subprocess.run([tool("plistutil"), "-i", path, "-f", "bin", "-o", app / "binary"], check=True)
    assert plistlib.loads((app / "binary").read_bytes()) == info.information()


def test_the_version_is_the_programs() -> None:
    told = info.information()
    assert (told["CFBundleShortVersionString"], told["CFBundleVersion"]) == (__version__,) * 2


def test_it_is_a_program_with_a_window() -> None:
    """PyInstaller would say the contrary, as the same program is the command line."""
    assert info.information()["LSBackgroundOnly"] is False


def test_photos_and_folders_can_be_opened_with_it() -> None:
    photos, folders = info.information()["CFBundleDocumentTypes"]
    assert [f".{ending}" for ending in photos["CFBundleTypeExtensions"]] == photo_suffixes()
    assert folders["LSItemContentTypes"] == ["public.folder"]
    # What opens photos now goes on doing so.
    assert {kind["LSHandlerRank"] for kind in (photos, folders)} == {"Alternate"}


def test_it_asks_in_all_languages(app: Path) -> None:
    assert info.main([str(app)]) == 0
    asked = {key for key in info.information() if key.endswith("UsageDescription")}
    assert len(asked) == 6
    for name in info.LANGUAGES:
        path = app / "Contents" / "Resources" / f"{name}.lproj" / "InfoPlist.strings"
        lines = path.read_text("utf-8").splitlines()
        found = dict(re.fullmatch(r'"(\w+)" = "([^"{}]+)";', line).groups() for line in lines)
        assert found.keys() == asked
        assert len(set(found.values())) == len(asked)


def test_languages_are_those_of_the_window() -> None:
    translated = {path.stem for path in (ROOT / "resources" / "i18n").glob("*.po")}
    assert set(info.information()["CFBundleLocalizations"]) == {"en", *translated}


def test_a_sentence_says_where() -> None:
    assert info.sentences("en")["NSDesktopFolderUsageDescription"] == (
        "photoapp looks at the photos on your desktop if you choose a folder there, "
        "on this Mac only."
    )


def test_what_is_no_bundle_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert info.main([str(tmp_path)]) == 2
    assert "usage:" in capsys.readouterr().err


def test_entitlements_are_two_and_without_comments() -> None:
    """Macs refuse to read entitlements that have comments in them."""
    assert b"<!--" not in ENTITLEMENTS.read_bytes()
    assert plistlib.loads(ENTITLEMENTS.read_bytes()) == {
        "com.apple.security.cs.allow-jit": True,
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
    }
