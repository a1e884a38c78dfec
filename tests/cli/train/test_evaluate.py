"""``photoapp-train evaluate`` on real photos, with a model that was made from the starter."""

import json
from pathlib import Path

import pytest

from photoapp.cli.train.found_models import base_of, learned_photos, model_folder
from photoapp.encoders import find_model
from photoapp.encoders.model_card import read_model_card
from photoapp.paths import app_paths
from tests.photos import sample
from tests.trainer.report.runs import verdict, write
from trainer.job.order import PHOTOS, Photo, write_lines

from .bundles import put_model
from .program import run_here

CAPTIONS = {"chelsea.png": "a cat", "coffee.png": "a cup of coffee", "rocket.jpg": "a rocket"}


def _captions(folder: Path) -> Path:
    lines = [{"file": str(sample(n)), "captions": [said]} for n, said in CAPTIONS.items()]
    (folder / "captions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder / "captions.jsonl"


def _put_run(training: Path, parent: str) -> None:
    """Make a run that has learned from one photo, and not from another."""
    put_model(training / "a-run" / "model", "mine-1", parent)
    learned = Photo(str(sample("coffee.png")), ["a cup of coffee"])
    kept_out = Photo(str(sample("rocket.jpg")), ["a rocket"], split="val")
    write_lines(training / "a-run" / PHOTOS, [learned, kept_out])


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")  # what the model's libraries say when they are imported
def test_a_run_is_measured_next_to_its_base_and_what_it_has_learned_is_told(
    tmp_path: Path,
) -> None:
    starter = read_model_card(find_model("starter")).id
    _put_run(tmp_path / "data" / "training", starter)
    finished = run_here(tmp_path, "evaluate", "a-run", _captions(tmp_path), "--json")
    assert finished.status == 0, finished.stderr
    assert "1 of the 3 photos are among those that it has learned from" in finished.stderr
    told = json.loads(finished.stdout)
    assert (told["model"], told["base"], told["photos"]) == ("mine-1", starter, 3)
    assert told["before"] == told["after"]  # they are the same but for the name
    assert set(told["gain"].values()) == {0.0}
    assert told["after"]["recall@1"] > 0


def test_a_run_that_was_activated_is_found_where_models_are(tmp_path: Path) -> None:
    paths = app_paths(tmp_path).create()
    run = paths.training / "a-run"
    _put_run(paths.training, "starter")
    (run / "base").symlink_to(find_model("starter"))
    write(run, verdict())
    activated = paths.models / "personal-1"
    (run / "model").rename(activated)
    assert model_folder("a-run", paths) == activated
    assert learned_photos(activated, paths.training) == {sample("coffee.png").resolve()}
    assert learned_photos(find_model("starter"), paths.training) == set()


def test_a_base_that_is_gone_is_said(tmp_path: Path) -> None:
    paths = app_paths(tmp_path)
    _put_run(paths.training, "gone-1")
    told: list[str] = []
    assert base_of(model_folder("a-run", paths), paths, told.append) is None
    assert told == ["gone-1, from which mine-1 was made, is not here to be measured next to it"]
