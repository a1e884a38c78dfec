"""What the scripts for macOS call, in which order, with stand-ins for macOS's own tools."""

import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import PACKAGING, ROOT, script
from tests.tools import tool

info = script("macos/info")
MACOS = PACKAGING / "macos"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are shell scripts")

_TOOLS = {
    "uname": '[ "${1:-}" = -m ] && echo arm64 || echo Darwin',
    "file": 'case $2 in *.txt | *.strings) echo "ASCII text" ;; *) echo "Mach-O 64-bit" ;; esac',
    "plutil": f'exec {sys.executable} -c "import plistlib, sys; '
    'print(plistlib.load(open(sys.argv[4], \'rb\'))[sys.argv[2]])" "$@"',
    "codesign": 'echo "codesign $*" >>"$CALLS"; [ "${*##*/}" != "${REFUSED:-none}" ]',
    "ditto": 'cp -R "$1" "$2"',
    "hdiutil": """echo "hdiutil $1" >>"$CALLS"
        [ "$(grep -c hdiutil "$CALLS")" -ge "${BUSY:-1}" ] || exit 1
        for image; do :; done; ls "$(dirname "$image")" >/dev/null && echo image >"$image" """,
    "xcrun": """echo "xcrun $*" >>"$CALLS"; [ "$1 $2" != "notarytool submit" ] ||
        cat "$ANSWER" """,
    "spctl": 'echo "spctl $*" >>"$CALLS"',
    "uuidgen": "echo a-password",
    "security": 'echo "security $*" >>"$CALLS"',
}


class Mac:
    """A folder of stand-ins, and what was called of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls.txt"
        self.calls.touch()
        (folder / "bin").mkdir()
        for name, body in _TOOLS.items():
            tool = folder / "bin" / name
            tool.write_text(f"#!/bin/sh\n{body}\n")
            tool.chmod(0o755)

    def run(self, name: str, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "CALLS": str(self.calls),
            "PYTHON": sys.executable,
            **more,
        }
        command = ["sh", MACOS / name, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def called(self, tool: str) -> list[str]:
        return [line for line in self.calls.read_text().splitlines() if line.startswith(tool)]


@pytest.fixture
def mac(tmp_path: Path) -> Mac:
    return Mac(tmp_path)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    contents = tmp_path / "a bundle" / "photoapp.app" / "Contents"
    for name in (
        "MacOS/photoapp",
        "MacOS/photoapp-train",
        "Frameworks/lib one.dylib",
        "Frameworks/Qt.framework/Versions/A/Qt",
        "Resources/THIRD-PARTY.txt",
        "Resources/torch/deep/core.so",
    ):
        (contents / name).parent.mkdir(parents=True, exist_ok=True)
        (contents / name).write_text(name)
    told = {**info.information(), "CFBundleExecutable": "photoapp"}
    (contents / "Info.plist").write_bytes(plistlib.dumps(told))
    return contents.parent


def test_everything_is_signed_from_within(mac: Mac, app: Path, tmp_path: Path) -> None:
    done = mac.run("dmg.sh", app, tmp_path / "out", SIGN_IDENTITY="Developer ID")
    assert done.returncode == 0, done.stderr
    image = tmp_path / "out" / f"photoapp-{info.version()}-macos-arm64.dmg"
    assert image.is_file()
    assert done.stdout == f"{image}\n"
    *signed, verified, last = mac.called("codesign")
    names = [call.split("/")[-1] for call in signed]
    assert sorted(names[:3]) == ["Qt", "core.so", "lib one.dylib"]
    assert names[2:] == ["lib one.dylib", "photoapp-train", "photoapp.app"]
    assert all("--options runtime --sign Developer ID" in call for call in signed)
    assert ["--entitlements" in call for call in signed] == [False] * 3 + [True] * 2
    assert "--verify --deep --strict" in verified
    assert last.endswith(str(image))
    assert (app / "Contents" / "Resources" / "de.lproj" / "InfoPlist.strings").is_file()


def test_without_a_certificate_nobody_is_named(mac: Mac, app: Path, tmp_path: Path) -> None:
    done = mac.run("dmg.sh", app, tmp_path / "out")
    assert done.returncode == 0
    assert "SIGN_IDENTITY is not set" in done.stderr
    *signed, _ = mac.called("codesign")
    assert all("--sign - " in call and "--timestamp" not in call for call in signed)


@pytest.mark.parametrize("refused", ["lib one.dylib", "photoapp-train", "photoapp.app"])
def test_what_can_not_be_signed_ends_it(mac: Mac, app: Path, tmp_path: Path, refused: str) -> None:
    done = mac.run("dmg.sh", app, tmp_path / "out", REFUSED=refused)
    assert done.returncode != 0
    assert mac.called("hdiutil") == []


def test_an_image_is_tried_again(mac: Mac, app: Path, tmp_path: Path) -> None:
    assert mac.run("dmg.sh", app, tmp_path / "out", BUSY="3").returncode == 0
    assert len(mac.called("hdiutil")) == 3


def test_an_image_that_can_not_be_made_is_told(mac: Mac, app: Path, tmp_path: Path) -> None:
    done = mac.run("dmg.sh", app, tmp_path / "out", BUSY="99")
    assert done.returncode == 1
    assert "hdiutil could not make" in done.stderr


def test_what_is_no_bundle_is_refused(mac: Mac, tmp_path: Path) -> None:
    done = mac.run("dmg.sh", tmp_path, tmp_path / "out")
    assert (done.returncode, "no bundle of macOS" in done.stderr) == (1, True)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    image = tmp_path / "photoapp.dmg"
    image.touch()
    return image


_KEY = {"NOTARY_KEY": "-----BEGIN", "NOTARY_KEY_ID": "id", "NOTARY_ISSUER": "issuer"}


def _answer(folder: Path, status: str) -> str:
    path = folder / "answer.plist"
    path.write_bytes(plistlib.dumps({"id": "number", "status": status}))
    return str(path)


def test_what_apple_accepts_is_stapled(mac: Mac, image: Path, tmp_path: Path) -> None:
    done = mac.run("notarise.sh", image, ANSWER=_answer(tmp_path, "Accepted"), **_KEY)
    assert done.returncode == 0, done.stderr
    submitted, stapled = mac.called("xcrun")
    assert f"submit {image} --wait" in submitted
    assert "BEGIN" not in submitted  # a command's words can be seen by everybody
    assert stapled == f"xcrun stapler staple {image}"


def test_what_apple_refuses_is_told_with_its_reasons(mac: Mac, image: Path, tmp_path: Path) -> None:
    done = mac.run("notarise.sh", image, ANSWER=_answer(tmp_path, "Invalid"), **_KEY)
    assert done.returncode == 1
    assert "is Invalid" in done.stderr
    assert "notarytool log number" in mac.called("xcrun")[1]
    assert mac.called("xcrun stapler") == []


@pytest.mark.parametrize("name", _KEY)
def test_a_missing_secret_is_named(mac: Mac, image: Path, name: str) -> None:
    done = mac.run("notarise.sh", image, **{key: _KEY[key] for key in _KEY if key != name})
    assert (done.returncode, f"{name} is not set" in done.stderr) == (1, True)
    assert mac.called("xcrun") == []


def test_a_certificate_goes_into_a_keychain_of_its_own(mac: Mac, tmp_path: Path) -> None:
    secrets = {"SIGN_CERTIFICATE": "bm9uZQ==", "SIGN_PASSWORD": "secret"}
    done = mac.run("keychain.sh", tmp_path / "a.keychain", **secrets)
    assert done.returncode == 0, done.stderr
    commands = [call.split()[1] for call in mac.called("security")]
    assert commands.index("unlock-keychain") < commands.index("import")
    assert commands[-1] == "list-keychains"


@pytest.mark.parametrize("name", ["SIGN_CERTIFICATE", "SIGN_PASSWORD"])
def test_a_missing_certificate_is_named(mac: Mac, tmp_path: Path, name: str) -> None:
    secrets = {"SIGN_CERTIFICATE": "bm9uZQ==", "SIGN_PASSWORD": "secret"}
    del secrets[name]
    done = mac.run("keychain.sh", tmp_path / "a.keychain", **secrets)
    assert (done.returncode, f"{name} is not set" in done.stderr) == (1, True)


def test_shell_scripts_are_clean() -> None:
    scripts = sorted([*PACKAGING.rglob("*.sh"), *(ROOT / ".ci").iterdir()])
    subprocess.run([tool("shellcheck"), *scripts], check=True)
