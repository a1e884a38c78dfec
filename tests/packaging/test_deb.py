"""The package for Debian holds what it should, and asks for what it needs."""

import gzip
import subprocess
from pathlib import Path

import pytest

from photoapp import __version__
from tests.packaging.scripts import script
from tests.packaging.stand_in import compiled, stand_in
from tests.tools import needs

layout = script("linux/layout")
deb = script("linux/deb")
deb_depends = script("linux/deb_depends")
deb_documents = script("linux/deb_documents")

pytestmark = needs("dpkg-shlibdeps", "g++")


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Icons are drawn by Qt, which the core's tests do without.
    monkeypatch.setattr(layout, "write_share", script("linux_share").write_texts)
    return stand_in(tmp_path / "bundle")


@pytest.fixture
def package(bundle: Path, tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    made: Path = deb.make(bundle, tmp_path / "out")
    return made


def _asked(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_it_holds_the_bundle_links_and_what_a_desktop_wants_to_know(
    package: Path, tmp_path: Path
) -> None:
    _asked("dpkg-deb", "--extract", package, tmp_path / "root")
    usr = tmp_path / "root" / "usr"
    assert (usr / "lib/photoapp/_internal/words.txt").read_text() == "some\n"
    for program in ("photoapp", "photoapp-train"):
        assert (usr / "bin" / program).readlink() == Path(f"../lib/photoapp/{program}")
        assert _asked(usr / "bin" / program) == "42 1\n"
    for place in (
        "applications/photoapp.desktop",
        "metainfo/photoapp.metainfo.xml",
        "mime/packages/photoapp.xml",
    ):
        assert (usr / "share" / place).is_file()
    assert sorted(path.name for path in (tmp_path / "root").iterdir()) == ["usr"]


def test_what_is_one_file_under_two_names_stays_one(bundle: Path, tmp_path: Path) -> None:
    (bundle / "photoapp-train").unlink()
    (bundle / "photoapp-train").hardlink_to(bundle / "photoapp")
    (tmp_path / "out").mkdir()
    package = deb.make(bundle, tmp_path / "out")
    _asked("dpkg-deb", "--extract", package, tmp_path / "root")
    folder = tmp_path / "root/usr/lib/photoapp"
    assert (folder / "photoapp").samefile(folder / "photoapp-train")


def test_everybody_may_read_it_whatever_the_builder_allows(bundle: Path, tmp_path: Path) -> None:
    (bundle / "_internal").chmod(0o700)
    (bundle / "_internal" / "words.txt").chmod(0o600)
    (bundle / "photoapp").chmod(0o700)
    (tmp_path / "out").mkdir()
    listed = _asked("dpkg-deb", "--contents", deb.make(bundle, tmp_path / "out")).splitlines()
    modes = {line.split()[5]: line.split()[:2] for line in listed}
    assert modes["./usr/lib/photoapp/_internal/"] == ["drwxr-xr-x", "root/root"]
    assert modes["./usr/lib/photoapp/_internal/words.txt"] == ["-rw-r--r--", "root/root"]
    assert modes["./usr/lib/photoapp/photoapp"] == ["-rwxr-xr-x", "root/root"]
    assert (bundle / "photoapp").stat().st_mode & 0o777 == 0o700  # only the copy was changed


def test_it_needs_what_the_bundle_has_not_got_itself(package: Path) -> None:
    needed = _asked("dpkg-deb", "--field", package, "Depends").strip().split(", ")
    names = [one.split()[0] for one in needed]
    assert names == sorted(set(names))
    assert {"libc6", "libegl1", "libxcb-cursor0", "xkb-data"} <= set(names)
    assert not any("answer" in name for name in names)
    assert any(one.startswith("libc6 (>= 2.") for one in needed)


def test_what_the_bundle_holds_is_not_asked_for(bundle: Path, tmp_path: Path) -> None:
    (bundle / "_internal" / "libEGL.so.1").write_text("as good as one")
    (tmp_path / "out").mkdir()
    needed = _asked("dpkg-deb", "--field", deb.make(bundle, tmp_path / "out"), "Depends")
    assert "libegl1" not in needed
    assert "libgl1" in needed


def test_a_library_that_systems_have_too_is_the_bundles_own(bundle: Path, tmp_path: Path) -> None:
    """As PyInstaller lays them: no program says where they are."""
    held = bundle / "_internal" / "libz.so.1"
    compiled("int answer(void) { return 7; }", held, "-shared", "-fPIC", "-Wl,-soname,libz.so.1")
    program = "int answer(void); int main(void) { return answer(); }"
    compiled(program, bundle / "_internal" / "asking", str(held))
    (tmp_path / "out").mkdir()
    needed = _asked("dpkg-deb", "--field", deb.make(bundle, tmp_path / "out"), "Depends")
    assert "zlib1g" not in needed


def test_a_bundle_with_parts_of_the_c_library_is_refused(bundle: Path, tmp_path: Path) -> None:
    (bundle / "_internal" / "libmvec.so.1").write_text("of this system, not of others")
    with pytest.raises(layout.NotPackagedError, match=r"parts of the C library, libmvec.so.1;"):
        deb.make(bundle, tmp_path)


def test_a_library_that_is_nowhere_is_told(bundle: Path, tmp_path: Path) -> None:
    (bundle / "_internal" / "libanswer-0a1b.so.1").rename(tmp_path / "away")
    with pytest.raises(layout.NotPackagedError, match=r"has libanswer-0a1b.so.1 \(for photoapp"):
        deb.make(bundle, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["bundle"]


def test_it_says_what_it_is(package: Path) -> None:
    fields = _asked("dpkg-deb", "--show", "--showformat", "${Package} ${Version}", package)
    assert fields == f"photoapp {__version__}"
    assert package.name.startswith(f"photoapp_{__version__}_")
    assert int(_asked("dpkg-deb", "--field", package, "Installed-Size")) > 40


def test_its_files_can_be_verified_and_it_runs_no_scripts(package: Path, tmp_path: Path) -> None:
    _asked("dpkg-deb", "--raw-extract", package, tmp_path / "raw")
    held = sorted(path.name for path in (tmp_path / "raw" / "DEBIAN").iterdir())
    assert held == ["control", "md5sums"]
    checked = ["md5sum", "--check", "--strict", "DEBIAN/md5sums"]
    subprocess.run(checked, cwd=tmp_path / "raw", check=True)


def test_copyright_and_changelog_come_along(package: Path, tmp_path: Path) -> None:
    _asked("dpkg-deb", "--extract", package, tmp_path / "root")
    folder = tmp_path / "root" / "usr/share/doc/photoapp"
    text = (folder / "copyright").read_text()
    assert "Copyright (c) of somebody" in text
    assert "numpy 1.0: BSD-3-Clause" in text
    (tmp_path / "changelog").write_bytes(gzip.decompress((folder / "changelog.gz").read_bytes()))
    told = _asked(
        "dpkg-parsechangelog", "--file", tmp_path / "changelog", "--show-field", "Version"
    )
    assert told == f"{__version__}\n"


def test_the_changelog_tells_of_each_version_with_its_date(tmp_path: Path) -> None:
    ours = (
        "# Changelog\n\n## [Unreleased]\n\n- Soon.\n\n## [9.0.0] - 2027-03-01\n\n### Added\n\n"
        "- This\n  and that.\n\n## [8.0.0] - 2027-01-31\n\n- The other.\n"
    )
    (tmp_path / "changelog").write_text(deb_documents.changelog(ours))
    told = _asked("dpkg-parsechangelog", "--all", "--file", tmp_path / "changelog")
    for line in (
        f" photoapp ({__version__}) stable; urgency=medium",
        "   * Soon.",
        " photoapp (9.0.0) stable; urgency=medium",
        "   [ Added ]",
        "   * This",
        "     and that.",
    ):
        assert line in told.splitlines()
    assert ">  Mon, 01 Mar 2027 00:00:00 +0000\n" in (tmp_path / "changelog").read_text()


def test_a_folder_that_is_no_bundle_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert layout.report(lambda: deb.make(tmp_path, tmp_path)) == 1
    assert f"{tmp_path} has no photoapp, so it is no bundle" in capsys.readouterr().err
