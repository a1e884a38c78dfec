"""A run in its real process: killed, stopped, resumed, refused, failed."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from trainer.job.journal import read_journal
from trainer.job.messages import STAGES, Ended, Progress
from trainer.job.order import (
    FEATURES,
    LIBRARY,
    LIBRARY_FEATURES,
    PHOTOS,
    LibraryPhoto,
    write_lines,
)
from trainer.job.state import read_state
from trainer.job.tidying import WORK
from trainer.report import read_report

from .counting_job import EPOCHS
from .runs import PARENT_IS_GONE, make_run, running, weights


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_run(tmp_path_factory.mktemp("undisturbed") / "run")
    with running(folder) as run:
        assert run.to_the_end() == Ended("done", read_state(folder).sentence)
    assert run.process.returncode == 0
    told = [message.stage for message in run.said if isinstance(message, Progress)]
    assert list(dict.fromkeys(told)) == list(STAGES)
    assert told == sorted(told, key=STAGES.index)
    return folder


def test_a_run_leaves_model_report_and_state_and_nothing_else(undisturbed: Path) -> None:
    state, report = read_state(undisturbed), read_report(undisturbed)
    assert (state.state, state.sentence) == ("done", report.verdict.sentence)
    assert report.verdict.better
    assert [epoch.epoch for epoch in report.curve] == list(range(1, EPOCHS + 1))
    assert report.cost.peak_bytes > 10_000_000
    assert weights(undisturbed)
    assert not (undisturbed / WORK).exists()
    assert not list(undisturbed.glob(".*"))


def test_interrupted_in_any_way_it_comes_to_the_same(tmp_path: Path, undisturbed: Path) -> None:
    folder = make_run(tmp_path / "run")
    with running(folder, "hold=1") as run:
        run.until_epoch(1)
        assert read_state(folder).state == "running"
        run.process.kill()
        run.process.wait()
    assert read_state(folder).state == "paused"
    for epoch, said in ((3, b"stop\n"), (4, PARENT_IS_GONE)):
        with running(folder, f"hold={epoch}") as run:
            run.until_epoch(epoch)
            run.send(said)
            assert run.to_the_end() == Ended("paused")
        assert (read_state(folder).state, run.process.returncode) == ("paused", 0)
    with running(folder) as run:
        run.to_the_end()
    fitted = [m.epoch for m in read_journal(folder) if isinstance(m, Progress)]
    assert fitted == list(range(1, EPOCHS + 1))
    assert weights(folder) == weights(undisturbed)


@pytest.mark.long
@pytest.mark.parametrize("told", range(12))
def test_killed_after_whatever_it_told_it_comes_to_the_same(
    told: int, tmp_path: Path, undisturbed: Path
) -> None:
    folder = make_run(tmp_path / "run")
    for _ in range(2):
        with running(folder) as run:
            for _ in zip(range(told), run.messages(), strict=False):
                pass
    with running(folder) as run:
        run.to_the_end()
    assert weights(folder) == weights(undisturbed)
    assert read_state(folder).state == "done"
    assert {path.name for path in folder.iterdir()} == {p.name for p in undisturbed.iterdir()}


def test_a_model_that_is_no_better_is_refused_and_the_run_over(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run")
    for _ in range(2):
        with running(folder, "same") as run:
            assert run.to_the_end() == Ended("refused", read_report(folder).verdict.sentence)
    assert [type(message) for message in run.said] == [Ended]
    assert read_state(folder).finished


@pytest.mark.parametrize(
    ("fail", "said"),
    [
        ("bug", "a fault of photoapp's own (ZeroDivisionError: by a bug)"),
        ("room", "make room there"),
    ],
)
def test_what_fails_says_why(fail: str, said: str, tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run")
    with running(folder, f"fail={fail}") as run:
        last = run.to_the_end()
        assert run.process.returncode == 1
    assert isinstance(last, Ended)
    assert said in last.sentence
    assert (read_state(folder).state, read_state(folder).sentence) == ("failed", last.sentence)
    if fail == "room":
        assert str(folder) in last.sentence


@pytest.mark.parametrize("photos", [b"", None], ids=["none", "missing"])
def test_a_folder_that_is_no_run_is_refused_by_name(photos: bytes | None, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    if photos is not None:
        (make_run(folder) / PHOTOS).write_bytes(photos)
    with running(folder) as run:
        last = run.to_the_end()
    assert isinstance(last, Ended)
    assert last.state == "failed"
    assert ("caption" if photos == b"" else str(folder)) in last.sentence
    assert folder.exists() == (photos is not None)


def test_many_processes_pause_together(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run")
    envs = [os.environ | {"WORLD_SIZE": "2", "RANK": rank} for rank in "01"]
    with (
        running(folder, "fail=stop", env=envs[1]) as follower,
        running(folder, "fail=stop", env=envs[0]) as first,
    ):
        assert first.to_the_end() == Ended("paused")
        assert follower.process.wait() == 0


def test_photos_are_told_apart_by_what_the_rest_of_the_library_does_not_have(
    tmp_path: Path,
) -> None:
    folder = make_run(tmp_path / "run")
    random = np.random.default_rng(4)
    place, captioned = random.normal(size=1280), np.load(folder / FEATURES)
    np.save(folder / FEATURES, (5 * place + captioned).astype(np.float16))
    with running(folder, "hold=1") as run:
        run.until_epoch(1)
    write_lines(folder / LIBRARY, [LibraryPhoto(f"/nowhere/other {n}.jpg") for n in range(200)])
    np.save(folder / LIBRARY_FEATURES, random.normal(size=(200, 1280)).astype(np.float16))
    shutil.rmtree(folder / WORK)
    with running(folder) as run:
        last = run.to_the_end()
    assert isinstance(last, Ended)
    assert "40 show the same" in last.sentence


def test_of_many_processes_one_runs_the_job_and_the_others_fit(
    tmp_path: Path, undisturbed: Path
) -> None:
    folder = make_run(tmp_path / "run")
    envs = [os.environ | {"WORLD_SIZE": "2", "RANK": rank} for rank in "01"]
    with running(folder, env=envs[1]) as follower, running(folder, env=envs[0]) as first:
        for run in (first, follower):
            run.send(PARENT_IS_GONE)
        assert isinstance(first.to_the_end(), Ended)
        assert follower.process.wait() == 0
        assert not list(follower.messages())
    assert read_state(folder).state == "done"
    assert weights(folder) == weights(undisturbed)
