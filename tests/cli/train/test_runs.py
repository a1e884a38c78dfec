"""What is known of runs, and what they can't do, as users of ``photoapp-train`` see it."""

import json
from pathlib import Path

import msgspec
import pytest

from photoapp.encoders import find_model
from tests.trainer.job.runs import make_run, running
from tests.trainer.report.runs import comparison, verdict, write
from trainer.job.order import ORDER, Order
from trainer.job.state import RunState, write_state

from .bundles import put_model
from .program import run_here

RUN = "2026-11-22-adapter-1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a run that was judged and refused."""
    home = tmp_path_factory.mktemp("home")
    folder = home / "data" / "training" / RUN
    folder.mkdir(parents=True)
    worse = verdict(
        better=False, sentence="It is no better.", captions=comparison("captions", 0.5, 0.25)
    )
    (folder / "base").symlink_to(find_model("starter"))
    put_model(folder / "model", "mine-1", "starter")
    write(folder, worse)
    order = Order(RUN, str(folder / "base"), 1_795_000_000.0)
    (folder / ORDER).write_bytes(msgspec.json.encode(order))
    write_state(folder, RunState("refused", "It is no better.", seconds=142.0))
    return home


def test_the_report_is_told_for_people_and_for_scripts(home: Path) -> None:
    told = run_here(home, "report", RUN)
    assert told.status == 0, told.stderr
    assert told.stdout.startswith("It is no better.\n")
    row = "caption finds photo, recall@1   0.500   0.250  -0.250 (-0.270 to -0.230)"
    assert row in told.stdout
    assert "0.996 of before is left" in told.stdout
    page = home / "data" / "training" / RUN / "report.html"
    assert told.stdout.endswith(f"report: {page}\n")
    shape = json.loads(run_here(home, "report", RUN, "--json").stdout)
    assert (shape["run"], shape["state"], shape["better"]) == (RUN, "refused", False)
    assert shape["before"] == {"recall@1": 0.5, "recall@5": 0.5, "recall@10": 0.5}
    assert shape["after"]["recall@10"] == 0.25
    assert shape["gain"] == {"value": -0.25, "low": -0.27, "high": -0.23}
    assert shape["retention"] == {"everyday photos": 0.996}
    assert shape["names"] is None


def test_a_refused_run_is_listed_and_not_activated(home: Path) -> None:
    listed = json.loads(run_here(home, "list", "--json").stdout)["runs"]
    assert [(run["run"], run["state"], run["active"]) for run in listed] == [
        (RUN, "refused", False)
    ]
    assert "not proved better" in run_here(home, "list").stdout
    refused = run_here(home, "activate", RUN)
    assert refused.status == 1
    assert "It is no better." in refused.stderr


def test_a_run_of_another_process_is_paused(home: Path, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "home" / "data" / "training" / "mine")
    with running(folder, "hold=1") as other:
        other.until_epoch(1)
        report = run_here(tmp_path / "home", "report", "mine")
        assert report.status == 1
        assert (
            f"pause it with photoapp-train --home {tmp_path / 'home'} pause mine" in report.stderr
        )
        paused = run_here(tmp_path / "home", "pause", "mine")
        assert other.process.wait() == 0
    assert paused.stdout.startswith("run mine: paused; go on with: photoapp-train --home ")
    assert run_here(home, "pause", RUN).stdout == f"run {RUN}: not proved better\n"


def test_what_makes_no_sense_is_a_sentence(home: Path, tmp_path: Path) -> None:
    unknown = run_here(home, "report", "nonesuch")
    assert unknown.status == 1
    assert f"there is: {RUN}" in unknown.stderr
    both = run_here(home, "fit", "captions.csv", "--resume", RUN)
    assert both.status == 2
    assert "leave CAPTIONS or --resume out" in both.stderr
    no_model = run_here(home, "evaluate", "nonesuch", tmp_path / "captions.jsonl")
    assert no_model.status == 1
    assert "There is no model 'nonesuch'" in no_model.stderr
    method = run_here(home, "fit", "--method", "foo")
    assert method.status == 2
    told = "'foo' is not one of 'adapter', 'lora', 'full'. See: photoapp-train fit --help\n"
    assert method.stderr == f"photoapp-train: Invalid value for '--method': {told}"
    unknown = run_here(home, "nonsense")
    assert unknown.stderr.endswith("See: photoapp-train --help\n")
    nothing = run_here(tmp_path, "rollback")
    assert nothing.status == 1
    assert nothing.stderr.startswith("photoapp-train: ")
    assert "begin with: photoapp-train fit" in run_here(tmp_path, "list").stdout
