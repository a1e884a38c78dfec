"""The archive that installs itself puts photoapp into a user's folder, and takes it away again."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.scripts import script
from tests.packaging.stand_in import stand_in
from tests.tools import needs

layout = script("linux/layout")
archive = script("linux/archive")

pytestmark = needs("makeself", "g++")


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with pytest.MonkeyPatch.context() as patch:
        # Icons are drawn by Qt, which the core's tests do without.
        patch.setattr(layout, "write_share", script("linux_share").write_texts)
        bundle = stand_in(folder / "bundle")
        (bundle / "photoapp-train").unlink()
        (bundle / "photoapp-train").hardlink_to(bundle / "photoapp")
        made: Path = archive.make(bundle, folder)
    return made


def _run(home: Path, *command: str | Path, status: int = 0) -> str:
    variables = {**os.environ, "HOME": str(home), "TMPDIR": str(home.parent)}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def _lies(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with something in each folder that photoapp is installed in."""
    home = tmp_path / "somebody's home"
    for name in ("bin/tool", "lib/tool/data", "share/applications/tool.desktop"):
        (home / ".local" / name).parent.mkdir(parents=True)
        (home / ".local" / name).write_text("of somebody's own\n")
    return home


def test_it_is_installed_for_one_user_and_removed_without_residue(packed: Path, home: Path) -> None:
    before = _lies(home)
    _run(home, "sh", packed)
    assert _run(home, home / ".local/bin/photoapp") == "42 1\n"
    program = home / ".local/lib/photoapp"
    assert (program / "photoapp").samefile(program / "photoapp-train")  # not twice on the disk
    entry = (home / ".local/share/applications/photoapp.desktop").read_text()
    assert f'\nExec="{home}/.local/bin/photoapp" open %F\n' in entry
    if shutil.which("desktop-file-validate"):
        path = home / ".local/share/applications/photoapp.desktop"
        subprocess.run(["desktop-file-validate", path], check=True)
    said = _run(home, home / ".local/bin/photoapp-uninstall")
    assert "photoapp is removed" in said
    # The table of programs is the desktop's, and tool.desktop is left in it.
    assert _lies(home) - {".local/share/applications/mimeinfo.cache"} == before


def test_its_removal_takes_only_words_that_it_knows(packed: Path, home: Path) -> None:
    _run(home, "sh", packed)
    uninstall = home / ".local/bin/photoapp-uninstall"
    assert "--yes" in _run(home, uninstall, "--help")
    asked = subprocess.run([uninstall, "--now"], capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "nothing was removed" in asked.stderr
    assert (home / ".local/bin/photoapp").exists()
    _run(home, uninstall, "--yes")
    assert not (home / ".local/bin/photoapp").exists()


def test_it_is_not_removed_while_it_runs(packed: Path, home: Path) -> None:
    _run(home, "sh", packed)
    program = home / ".local/lib/photoapp/waiting"
    shutil.copy(shutil.which("sleep") or "", program)
    with subprocess.Popen([program, "60"]) as running:
        try:
            refused = subprocess.run(
                [home / ".local/bin/photoapp-uninstall"],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        finally:
            running.kill()
    assert refused.returncode == 3
    assert "close it first" in refused.stderr
    assert (home / ".local/bin/photoapp").exists()


def test_an_empty_home_is_empty_again(packed: Path, tmp_path: Path) -> None:
    for before in ({".local"}, set[str]()):
        home = tmp_path / f"home{len(before)}"
        home.mkdir()
        for name in before:
            (home / name).mkdir()
        _run(home, "sh", packed)
        _run(home, home / ".local/bin/photoapp-uninstall")
        assert _lies(home) == before


def test_a_newer_one_takes_the_place_of_an_older_one(packed: Path, home: Path) -> None:
    before = _lies(home)
    _run(home, "sh", packed)
    (home / ".local/lib/photoapp/_internal/of the older one").write_text("gone")
    _run(home, "sh", packed)
    assert not (home / ".local/lib/photoapp/_internal/of the older one").exists()
    _run(home, home / ".local/bin/photoapp-uninstall")
    assert _lies(home) - {".local/share/applications/mimeinfo.cache"} == before


def test_it_goes_into_the_folder_that_is_named(packed: Path, home: Path, tmp_path: Path) -> None:
    _run(home, "sh", packed, "--", tmp_path / "elsewhere")
    assert _run(home, tmp_path / "elsewhere/bin/photoapp", "word") == f"42 {0.540302}\n"
    assert not (home / ".local/bin/photoapp").exists()


def test_what_it_has_not_put_there_is_left_alone(packed: Path, home: Path) -> None:
    (home / ".local/lib/photoapp").mkdir()
    (home / ".local/lib/photoapp/mine").write_text("mine")
    said = _run(home, "sh", packed, status=1)
    assert "lib/photoapp is there and not from this archive" in said
    assert (home / ".local/lib/photoapp/mine").read_text() == "mine"


def test_a_program_of_the_same_name_is_left_alone(packed: Path, home: Path) -> None:
    theirs = home / ".local/bin/photoapp"
    theirs.symlink_to("../of pip's, which is gone")
    before = _lies(home)
    assert f"{theirs} is there and not from this archive" in _run(home, "sh", packed, status=1)
    assert _lies(home) == before
    assert theirs.readlink() == Path("../of pip's, which is gone")


def test_what_was_interrupted_is_taken_up_again(packed: Path, home: Path) -> None:
    before = _lies(home)
    _run(home, "sh", packed)
    listed = home / ".local/lib/photoapp/installed.txt"
    for line in filter(lambda line: line.startswith("bin"), listed.read_text().splitlines()):
        (home / ".local" / line).unlink()
    _run(home, "sh", packed)
    _run(home, home / ".local/bin/photoapp-uninstall")
    assert _lies(home) - {".local/share/applications/mimeinfo.cache"} == before


def test_a_folder_that_a_desktop_entry_cannot_name_is_told(packed: Path, home: Path) -> None:
    assert "name another folder" in _run(home, "sh", packed, "--", home / "100%", status=1)


def test_what_the_window_lacks_is_told(packed: Path, home: Path, tmp_path: Path) -> None:
    """A stand-in for Qt's plug-in, which needs a library that is nowhere."""
    _run(tmp_path, "sh", packed, "--noexec", "--target", tmp_path / "payload")
    held = tmp_path / "payload/tree/lib/photoapp/_internal"
    away = held / "libanswer-0a1b.so.1"
    compile_ = ["g++", "-shared", "-x", "c", "/dev/null", "-x", "none", "-Wl,--no-as-needed"]
    subprocess.run([*compile_, away, "-o", held / "libqxcb.so"], check=True)
    away.unlink()
    said = _run(home, tmp_path / "payload/install.sh")
    assert "needs these libraries of your system, too: libanswer-0a1b.so.1" in said
