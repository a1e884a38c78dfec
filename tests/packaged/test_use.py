"""An installed photoapp does its work where there is no Python and no network."""

from pathlib import Path

from tests.packaged.conftest import INSIDE, System
from tests.packaging.scripts import PACKAGING


def _pythons(system: System) -> list[Path]:
    folder = system.folder
    found = [*folder.glob("usr/bin/python*"), *folder.glob("usr/lib/**/libpython*")]
    return [path for path in found if folder / "usr/lib/photoapp" not in path.parents]


def test_there_is_no_python(bare: System) -> None:
    assert _pythons(bare) == []


def test_there_is_no_network(bare: System) -> None:
    lines = bare.root.run("cat", "/proc/net/dev").splitlines()
    assert [line.split(":")[0].strip() for line in lines[2:]] == ["lo"]
    assert bare.root.run("cat", "/proc/net/route").count("\n") <= 1  # its headings


def test_it_indexes_searches_and_trains(bare: System) -> None:
    bare.put(PACKAGING / "smoke.sh", "smoke.sh")
    said = bare.root.run(
        "sh", f"{INSIDE}/smoke.sh", "/usr/bin", f"{INSIDE}/photos", f"{INSIDE}/work", timeout=1800
    )
    assert "smoke: all well" in said


def test_the_archive_does_its_work_for_one_user(bare: System, archive: Path) -> None:
    before = {str(path) for path in bare.home.rglob("*")}
    there = bare.put(archive, "photoapp.run")
    variables = {"TMPDIR": INSIDE}
    bare.root.run("sh", there, variables=variables)
    (bare.home / "photoapp.run").unlink()
    program = f"{INSIDE}/.local/bin/photoapp"
    home = ["--home", f"{INSIDE}/archive"]
    told = bare.root.run(program, *home, "index", f"{INSIDE}/photos", "--json")
    assert '"embedded": 48' in told
    assert '"results"' in bare.root.run(program, *home, "search", "a river", "--json")
    bare.root.run(f"{INSIDE}/.local/bin/photoapp-uninstall")
    left = {str(path) for path in bare.home.rglob("*")} - before
    assert {path for path in left if not path.startswith(f"{bare.home}/archive")} == set()
