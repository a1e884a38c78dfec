"""``photoapp models``: what is printed, and what Ctrl-C and mistakes lead to."""

import json
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from photoapp.encoders import model_card
from photoapp.paths import AppPaths
from tests.cli.command import Finished, run_here, start_photoapp
from tests.conftest import IndexedHome
from tests.library.other_models import add_backwards
from tests.photos import sample_names

STARTER = model_card().id
BACKWARDS = "backwards-1"


@pytest.fixture
def changing(home: AppPaths, indexed_home: IndexedHome, tmp_path: Path) -> Path:
    """A home with the sample photos indexed, and a second model."""
    shutil.copytree(indexed_home.home, tmp_path / "home", dirs_exist_ok=True)
    add_backwards(home)
    return tmp_path / "home"


def _json(finished: Finished) -> dict[str, Any]:
    assert finished.status == 0, finished.stderr
    printed: dict[str, Any] = json.loads(finished.stdout)
    return printed


def _models(home: Path) -> dict[str, dict[str, Any]]:
    models = _json(run_here(home, "models", "list", "--json"))["models"]
    return {model["name"]: model for model in models}


def test_the_list_has_what_is_here_and_what_could_be(changing: Path) -> None:
    models = _models(changing)
    starter = models["starter"]
    assert (starter["id"], starter["installed"], starter["active"]) == (STARTER, True, True)
    assert starter["licence"].startswith("Apache-2.0")
    assert (models["backwards"]["state"], models["backwards"]["active"]) == ("installed", False)
    fetchable = models["vit-b-32"]
    assert (fetchable["installed"], fetchable["state"]) == (False, "available")
    assert fetchable["architecture"] == "ViT-B-32"
    assert any(model["research_only"] for model in models.values())


def test_people_get_a_table(changing: Path) -> None:
    printed = run_here(changing, "models", "list").stdout
    assert printed.splitlines()[0].split() == [
        *("name", "state", "MB", "ImageNet", "COCO", "languages", "what", "it", "is")
    ]
    assert "(research only)" in printed
    assert next(line for line in printed.splitlines() if line.startswith("starter")).split()[1] == (
        "answers"
    )


def test_info_tells_licence_figures_and_their_sources(changing: Path) -> None:
    printed = run_here(changing, "models", "info", "ViT-B-32/datacomp_xl_s13b_b90k").stdout
    for label in ("licence", "for whom", "languages", "download", "ImageNet", "COCO"):
        assert f"\n{label}: " in printed
    assert "https://" in printed
    assert f"id: {STARTER}" in run_here(changing, "models", "info", "starter").stdout


def test_from_one_model_to_another_and_back(changing: Path) -> None:
    report = _json(run_here(changing, "models", "use", "backwards", "--json"))
    assert report["model"] == BACKWARDS
    assert (report["switched"], report["embedded"]) == (True, len(sample_names()))
    assert _models(changing)["starter"]["state"] == "kept"
    back = run_here(changing, "models", "use", "starter")
    assert back.stdout == f"{STARTER} answers searches now; 0 photos embedded in 0 s\n"
    gone = run_here(changing, "models", "remove", "backwards")
    assert gone.stdout == "backwards is removed, and the 8 vectors that it had made\n"
    assert "backwards" not in _models(changing)


def test_a_wish_can_be_noted_and_is_told_by_status_and_index(
    changing: Path, indexed_home: IndexedHome
) -> None:
    noted = run_here(changing, "models", "use", "backwards", "--later")
    assert noted.stdout == f"noted: {BACKWARDS} takes over once it has seen 8 photos\n"
    building = {"model": BACKWARDS, "done": 0, "left": 8}
    assert _json(run_here(changing, "status", "--json"))["building"] == building
    assert f"on the way to {BACKWARDS}" in run_here(changing, "status").stdout
    hint = run_here(changing, "index", indexed_home.photos).stdout
    assert f"photoapp models use {BACKWARDS}" in hint


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C can't be sent to one process there")
def test_ctrl_c_stops_cleanly_and_the_old_model_answers(changing: Path) -> None:
    with start_photoapp(changing, "models", "use", "backwards") as process:
        assert process.stderr
        while BACKWARDS not in process.stderr.readline():  # the first progress
            pass
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate()
    if process.returncode != 0:  # it may have been quicker
        assert process.returncode == 130
        assert stdout.startswith("stopped: ")
        assert f"{STARTER} goes on answering" in stdout
        assert _models(changing)["starter"]["active"]
    done = _json(run_here(changing, "models", "use", "backwards", "--json"))
    assert done["model"] == BACKWARDS


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("use", "no-such"), 1, "There is no model 'no-such' here"),
        (("remove", "starter"), 2, "use another model before removing it"),
        (("remove", "no-such"), 1, "There is no model 'no-such' here"),
        (("info", "no-such"), 1, "There is no model 'no-such' here"),
        (("import", "no-such.pt"), 2, "either --architecture or --config"),
        (("import", "no-such.pt", "--architecture", "ViT-B-32"), 1, "There is no file"),
        (("use", "vit-b-32"), 1, "photoapp models download vit-b-32"),
        (("use", "starter", "--later", "--at-once"), 2, "either --at-once or --later"),
        (("download", "starter"), 2, "starter is here already"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    changing: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    finished = run_here(changing, "models", *arguments)
    assert (finished.status, finished.stdout) == (status, "")
    assert said in finished.stderr
    assert finished.stderr.count("\n") == 1
