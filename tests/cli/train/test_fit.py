"""``photoapp-train fit`` as its users run it: real photos, the real process, a captions file."""

import json
import signal
from pathlib import Path

import pytest

from photoapp.library.personal.personal import Personal
from tests.cli.command import start_photoapp
from tests.photos import sample, sample_names
from trainer.job.state import RunState

from .program import run_here, run_training

CAPTIONS = {
    "astronaut.png": "a smiling astronaut before a flag",
    "chelsea.png": "our cat Chelsea looks up",
    "china.jpg": "a temple with a curved roof",
    "coffee.png": "a cup of coffee on a wooden table",
    "flower.jpg": "an orange flower",
    "hubble_deep_field.jpg": "many galaxies",
    "moon.png": "craters of the moon",
    "rocket.jpg": "a rocket starts at night",
}


def _captions(folder: Path) -> Path:
    lines = [{"file": str(sample(n)), "captions": [CAPTIONS[n]]} for n in sample_names()]
    (folder / "captions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder / "captions.jsonl"


@pytest.mark.long
def test_what_so_few_photos_teach_is_judged_and_not_activated(tmp_path: Path) -> None:
    """In a home without a photo, from a file of captions alone."""
    home = tmp_path / "home"
    arguments = ("fit", _captions(tmp_path), "--epochs", "2", "--activate", "--json")
    finished = run_training(home, *arguments)
    assert finished.status == 1, finished.stderr
    assert "it did not prove better; nothing changed" in finished.stderr
    assert "as it is now it takes about" in finished.stderr
    told = json.loads(finished.stdout)
    assert (told["state"], told["better"], told["activated"]) == ("refused", False, None)
    assert told["reasons"] == [told["sentence"]]
    assert (told["photos"], told["captions"]) == (8, 8)
    assert Path(told["report"]).is_file()
    again = run_here(home, "list", "--json")
    assert [run["run"] for run in json.loads(again.stdout)["runs"]] == [told["run"]]
    assert run_here(home, "discard", told["run"]).status == 0
    assert not Path(told["folder"]).exists()


def test_no_captions_are_a_sentence(tmp_path: Path) -> None:
    gone = run_here(tmp_path / "home", "fit", tmp_path / "gone.csv")
    assert gone.status == 1
    assert "gone.csv can't be read" in gone.stderr
    for command in ("fit", "estimate"):
        nothing = run_here(tmp_path / "home", command)
        assert nothing.status == 1
        assert nothing.stderr.startswith("photoapp-train: No photo has a caption yet")


def test_a_name_that_nothing_says_is_not_learned_as_something_else(tmp_path: Path) -> None:
    told = run_here(tmp_path / "home", "fit", _captions(tmp_path), "--name", "Rex")
    assert told.status == 1
    assert "No caption or keyword says Rex; give that to photos which show it" in told.stderr
    assert not list(tmp_path.glob("home/data/training/*/order.json"))


def test_an_estimate_is_of_this_machine_and_says_what_comes_to_nothing(tmp_path: Path) -> None:
    told = run_here(tmp_path / "home", "estimate", _captions(tmp_path), "--name", "Rex")
    assert told.status == 0, told.stderr
    assert told.stdout.startswith("on this machine as it is now it takes about ")
    assert told.stderr.startswith("No caption or keyword says Rex")


def test_a_run_that_was_stopped_elsewhere_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter([RunState("paused"), RunState("cancelled"), RunState("paused", "It died.")])
    monkeypatch.setattr(Personal, "train", lambda *_: next(states))
    go_on = f"photoapp-train --home {tmp_path} fit --resume mine"
    for status, said in (
        (130, f"paused; go on with: {go_on}\n"),
        (1, "photoapp-train: The run mine was cancelled meanwhile.\n"),
        (1, f"photoapp-train: It died. Go on with: {go_on}\n"),
    ):
        told = run_here(tmp_path, "fit", "--resume", "mine")
        assert (told.status, told.stderr) == (status, said)


@pytest.mark.long
def test_ctrl_c_pauses_and_resume_goes_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    arguments = ("fit", _captions(tmp_path), "--epochs", "50")
    with start_photoapp(home, *arguments, module="photoapp.cli.train") as process:
        assert process.stderr is not None
        run = next(line.split()[1] for line in process.stderr if line.startswith("run "))
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait() == 130
    assert f"paused; go on with: photoapp-train --home {home} fit --resume {run}" in said
    resumed = run_training(home, "fit", "--resume", run, "--json")
    assert resumed.status == 0, resumed.stderr
    assert json.loads(resumed.stdout)["state"] == "refused"
