"""What is installed tells a desktop of photoapp; once purged, nothing of it is left."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaged.conftest import INSIDE, System, root_commands
from tests.packaging.scripts import script

layout = script("linux/layout")
# As a desktop has them; their triggers write what could be left behind.
_DESKTOP = ("desktop-file-utils", "shared-mime-info", "hicolor-icon-theme", "gtk-update-icon-cache")
_CHECKERS = ("appstream",)


@pytest.fixture(scope="module")
def desktop(new_system: Callable[[str], System], deb: Path) -> System:
    """A system with all that the package needs, and a desktop's tables, but not the package."""
    system = new_system("desktop")
    system.root.apt("install", "--no-install-recommends", *_DESKTOP, *_CHECKERS)
    needed = str(layout.output("dpkg-deb", "--field", deb, "Depends")).strip()
    system.root.apt("satisfy", "--no-install-recommends", needed)
    return system


def _files(system: System) -> dict[str, str]:
    # dpkg and debconf keep a copy of their lists as they were before.
    kept: dict[str, str] = root_commands.files(system.folder)
    return {path: told for path, told in kept.items() if not path.endswith("-old")}


def _installed(system: System) -> str:
    form = "${Package} ${Status}\\n"
    return str(system.root.run("dpkg-query", "--show", "--showformat", form))


def test_purging_leaves_nothing(desktop: System, deb: Path, drawn: Path) -> None:
    before, packages = _files(desktop), _installed(desktop)
    desktop.install(deb, "--no-install-recommends")
    assert "usr/share/icons/hicolor/48x48/apps/photoapp.png" in _files(desktop)
    _is_told_to_the_desktop(desktop)
    desktop.put(drawn, "photos")
    desktop.root.run("photoapp", "index", f"{INSIDE}/photos")
    desktop.root.apt("purge", "photoapp")
    after = _files(desktop)
    assert _installed(desktop) == packages
    assert {path for path in after if path not in before} == set()
    assert {path for path in before if path not in after} == set()
    # Tables are made anew with other sizes, and have nothing of photoapp's.
    tables = ("usr/share/applications/mimeinfo.cache", "usr/share/mime/globs2")
    assert not any("photoapp" in (desktop.folder / table).read_text() for table in tables)
    assert "x-leica-rwl" not in (desktop.folder / "usr/share/mime/types").read_text()
    # What the user has stays the user's.
    assert list((desktop.home / ".local/share/photoapp").iterdir())


def _is_told_to_the_desktop(system: System) -> None:
    run = system.root.run
    run("desktop-file-validate", "/usr/share/applications/photoapp.desktop")
    said = run(
        "sh", "-c", "appstreamcli validate --no-net /usr/share/metainfo/photoapp.metainfo.xml || :"
    )
    problems = [line.split()[2] for line in said.splitlines() if line[:3] in {"E: ", "W: "}]
    assert set(problems) <= {"cid-desktopapp-is-not-rdns"}, said
    listed = (system.folder / "usr/share/applications/mimeinfo.cache").read_text()
    assert "image/x-canon-cr2=photoapp.desktop;" in listed
    assert "image/x-leica-rwl" in (system.folder / "usr/share/mime/types").read_text()
    assert b"photoapp" in (system.folder / "usr/share/icons/hicolor/icon-theme.cache").read_bytes()
