"""The AppImage is a runtime and, packed behind it, an AppDir that works.

The runtime itself is not to be had from a package registry: a small program with its mark stands
in for it, and squashfs-tools unpack what it would mount.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.packaging.scripts import script
from tests.packaging.stand_in import compiled, stand_in
from tests.tools import needs

layout = script("linux/layout")
appimage = script("linux/appimage")

pytestmark = needs("mksquashfs", "g++")


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(layout, "write_share", script("linux_share").write_texts)
    return stand_in(tmp_path / "bundle")


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    path = tmp_path / "runtime"
    compiled("int main(void) { return 3; }", path)
    program = path.read_bytes()
    path.write_bytes(program[:8] + b"AI\x02" + program[11:])
    return path


def test_what_is_behind_the_runtime_runs(bundle: Path, runtime: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    image = appimage.make(bundle, tmp_path / "out", runtime)
    assert subprocess.run([image], check=False).returncode == 3  # the runtime stands first
    where = ["-offset", str(runtime.stat().st_size)]
    folder = tmp_path / "AppDir"
    subprocess.run(["unsquashfs", "-quiet", *where, "-d", folder, image], check=True)
    for name in ("photoapp", "photoapp-train"):
        variables = {**os.environ, "ARGV0": f"/somewhere/{name}"}
        said = subprocess.check_output([folder / "AppRun", "word"], env=variables, text=True)
        assert said == "42 0.540302\n"
    assert "Icon=photoapp\n" in (folder / "photoapp.desktop").read_text()
    assert (folder / ".DirIcon").readlink() == Path("photoapp.png")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [image.name]


def test_each_program_is_called_by_its_name(bundle: Path, tmp_path: Path) -> None:
    for name in ("photoapp", "photoapp-train"):
        (bundle / name).write_text(f"#!/bin/sh\necho {name} $1\n")
    appimage.lay_out_appdir(bundle, tmp_path / "AppDir")
    for called, program in {
        "photoapp-0.1.0-x86_64.AppImage": "photoapp", "photoapp-train": "photoapp-train"
    }.items():  # fmt: skip
        variables = {**os.environ, "ARGV0": called}
        said = subprocess.check_output([tmp_path / "AppDir/AppRun", "x"], env=variables, text=True)
        assert said == f"{program} x\n"


@pytest.mark.parametrize("content", [b"", b"\x7fELF and no AppImage's", None])
def test_what_is_no_runtime_is_told(bundle: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "runtime"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(layout.NotPackagedError, match="runtime is no runtime of AppImages"):
        appimage.make(bundle, tmp_path, path)
