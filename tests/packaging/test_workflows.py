"""The workflows that test and release do what the project says they do, as far as can be read.

`make lint-workflows` lets actionlint look through them besides.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.packaging.scripts import ROOT, script
from tests.tools import tool

info = script("macos/info")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_SCRIPT = re.compile(r"(?<![\w./])((?:packaging|\.ci)/(?:[\w./-]|\${{ \S+ }})+)")
_SYSTEMS = ("linux", "windows", "macos")
# What may be said to a step by way of a secret, and which steps.
_SECRET = re.compile(r"secrets\.(\w+)")
_SIGNING = {"Certificate", "Disk image", "Notarisation"}


def _read(path: Path) -> dict[str, Any]:
    # YAML takes the word `on` for a truth.
    return {str(key): value for key, value in yaml.safe_load(path.read_text("utf-8")).items()}


def _jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in _read(path)["jobs"].items():
            yield f"{path.stem}/{name}", job


def _steps() -> Iterator[dict[str, Any]]:
    for _, job in _jobs():
        yield from job["steps"]


def test_there_are_two() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml"]


def test_every_script_is_there() -> None:
    named = {name for step in _steps() for name in _SCRIPT.findall(step.get("run", ""))}
    assert {".ci/run", ".ci/core", "packaging/bundle.py", "packaging/setting_up.py"} <= named
    for name in named:
        places = {name.replace("${{ matrix.system }}", system) for system in _SYSTEMS}
        assert all((ROOT / place).is_file() for place in places), name


def test_they_may_no_more_than_they_must() -> None:
    for path in WORKFLOWS:
        assert _read(path)["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in _jobs() if "permissions" in job} == {
        "release/draft": {"contents": "write"}
    }


def test_secrets_are_told_to_the_steps_that_sign() -> None:
    holders = {step.get("name") for step in _steps() if _SECRET.search(str(step))}
    assert holders == _SIGNING
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        in_steps = [
            m for s in _read(path)["jobs"].values() for m in _SECRET.findall(str(s["steps"]))
        ]
        assert sorted(_SECRET.findall(text)) == sorted(in_steps)


def test_secrets_are_those_that_the_scripts_ask_for() -> None:
    scripts = (ROOT / "packaging" / "macos").glob("*.sh")
    asked = set(
        re.findall(r"\b(?:SIGN|NOTARY)_\w+", "".join(p.read_text("utf-8") for p in scripts))
    )
    assert asked == {name for step in _steps() for name in _SECRET.findall(str(step))}


def test_actions_are_githubs_own_and_pinned_by_their_major_version() -> None:
    for step in _steps():
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_no_address_of_a_registry_is_in_them() -> None:
    for path in WORKFLOWS:
        assert "://" not in path.read_text("utf-8")


def test_each_job_ends_some_time() -> None:
    assert {name for name, job in _jobs() if "timeout-minutes" not in job} <= {
        "release/words",
        "release/draft",
    }


def test_macos_is_as_old_as_the_bundle_says() -> None:
    packages = dict(_jobs())["release/packages"]
    assert packages["env"]["MACOSX_DEPLOYMENT_TARGET"] == info.OLDEST_SYSTEM


def test_a_draft_is_made_of_what_was_tried_on_all_systems() -> None:
    packages, draft = (dict(_jobs())[f"release/{name}"] for name in ("packages", "draft"))
    assert tuple(one["system"] for one in packages["strategy"]["matrix"]["include"]) == _SYSTEMS
    assert draft["needs"] == "packages"
    names = [step.get("name", step.get("uses", "")) for step in packages["steps"]]
    assert names.index("Trial of what is installed") < names.index("actions/upload-artifact@v6")
    assert "--draft" in draft["steps"][-1]["run"]


def test_what_building_wants_is_installed_for_tests_and_for_a_release() -> None:
    """README of packaging/ names it: what a bundle's libraries ask for must be on the machine."""
    readme = (ROOT / "packaging" / "README.md").read_text("utf-8")
    told = readme.partition("Building wants")[2].partition("; trying wants")[0]
    wanted = set(re.findall(r"`([\w-]+)`", told))
    assert {"dpkg-dev", "makeself", "libwayland-egl1"} <= wanted
    for path in (ROOT / ".ci" / "run", ROOT / ".github" / "workflows" / "release.yml"):
        assert wanted <= set(re.findall(r"[\w-]+", path.read_text("utf-8"))), path.name


def test_actionlint_finds_nothing() -> None:
    beside = shutil.which("actionlint", path=str(Path(sys.executable).parent))
    subprocess.run([beside or tool("actionlint"), *WORKFLOWS], check=True)
