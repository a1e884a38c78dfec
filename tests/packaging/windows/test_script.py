"""What the installer's script would do, read from the script as makensis sees it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from photoapp.media.formats import photo_suffixes
from tests.packaging.scripts import PACKAGING, script

installer = script("windows/installer")
_WRITE = re.compile(r'WriteReg\w+ HKCU "([^"]+)" "([^"]*)"')
_DELETE_KEY = re.compile(r'DeleteRegKey (/ifempty )?HKCU "([^"]+)"')
_DELETE_VALUE = re.compile(r'DeleteRegValue HKCU "([^"]+)" "([^"]*)"')
_KIND = re.compile(r"Software\\Classes\\(\.\w+)\\OpenWithProgids")
# Those that Windows or others may have made before.
_OTHERS = re.compile(r"Software\\Classes\\(\.\w+(\\OpenWithProgids)?|Directory(\\shell)?)$")


@pytest.fixture
def sections(bundle: Path, needs: Callable[[str], str]) -> dict[str, str]:
    """The steps of installing ("") and of uninstalling, with all macros filled in."""
    needs("makensis")
    text = installer.compiled(bundle, bundle.parent / "never.exe", "-SAFEPPO")
    found = re.findall(r"^Section *(\w*)\n(.*?)^SectionEnd", text, re.MULTILINE | re.DOTALL)
    return dict(found)


def _left(written: Iterator[tuple[str, str]], removal: str) -> list[tuple[str, str]]:
    """Return the keys and names that a removal leaves."""
    keys = [key for empty, key in _DELETE_KEY.findall(removal) if not empty]
    values = set(_DELETE_VALUE.findall(removal))
    return [
        (key, name)
        for key, name in written
        if (key, name) not in values and not any(f"{key}\\".startswith(f"{k}\\") for k in keys)
    ]


def test_what_is_written_into_the_registry_is_taken_out_again(sections: dict[str, str]) -> None:
    written = _WRITE.findall(sections[""])
    assert len(written) > 2 * len(photo_suffixes())
    assert _left(iter(written), sections["Uninstall"]) == []


def test_what_a_removal_forgets_is_noticed(sections: dict[str, str]) -> None:
    forgetful = re.sub(r"DeleteRegKey HKCU .*photoapp.photo\"\n", "", sections["Uninstall"])
    assert {key for key, _ in _left(iter(_WRITE.findall(sections[""])), forgetful)} == {
        rf"Software\Classes\photoapp.photo{rest}"
        for rest in ("", r"\DefaultIcon", r"\shell\open\command")
    }


def test_nothing_is_taken_from_others(sections: dict[str, str]) -> None:
    for empty, key in _DELETE_KEY.findall(sections["Uninstall"]):
        assert empty or "photoapp" in key
        assert not _OTHERS.match(key) or empty


def test_all_kinds_of_photos_are_offered(sections: dict[str, str]) -> None:
    assert sorted(_KIND.findall("\n".join(re.findall("WriteReg.*", sections[""])))) == (
        photo_suffixes()
    )
    supported = re.findall(r'SupportedTypes" "(\.\w+)" ""', sections[""])
    assert supported == photo_suffixes()


def test_nothing_is_removed_by_the_folder(sections: dict[str, str]) -> None:
    assert "RMDir /r" not in sections["Uninstall"]
    assert r'Delete "$INSTDIR\_internal\torch\lib\größe $$1.dll"' in sections["Uninstall"]
    folders = re.findall(r'RMDir "(.*)"', sections["Uninstall"])
    assert folders == [
        rf"$INSTDIR{rest}"
        for rest in (r"\_internal\torch\lib", r"\_internal\torch", r"\_internal", "")
    ]


def test_everything_is_said_in_both_languages() -> None:
    texts = (PACKAGING / "windows" / "strings.nsh").read_text("utf-8")
    names = {
        language: re.findall(rf'^LangString (\w+) \${{LANG_{language}}} ".+"$', texts, re.MULTILINE)
        for language in ("ENGLISH", "GERMAN")
    }
    assert names["ENGLISH"] == names["GERMAN"]
    scripts = (PACKAGING / "windows").glob("*.ns?")
    used = {
        name
        for path in scripts
        for name in re.findall(r"\$\(([A-Z]\w+)\)", path.read_text("utf-8"))
    }
    assert used == set(names["ENGLISH"])
