"""A training that another photoapp stops while this one waits for its end."""

import threading
from pathlib import Path

import pytest

from photoapp.events import Event, Listener, TrainingProgress
from photoapp.library import Library
from photoapp.library.personal import personal
from photoapp.library.training_process import train
from photoapp.paths import AppPaths
from tests.trainer.job.runs import command, make_run
from trainer.job.state import RunState


@pytest.fixture
def run(paths: AppPaths, monkeypatch: pytest.MonkeyPatch) -> str:
    """A run whose process fits something quick, and waits to be stopped."""
    folder = make_run(paths.training / "mine")

    def held(folder: Path, log: Path, listener: Listener, stop: threading.Event) -> RunState:
        return train(folder, log, listener, stop, command(folder, "hold=1"))

    monkeypatch.setattr(personal, "train", held)
    return folder.name


def _until_stopped(library: Library, run: str, stop: threading.Thread) -> RunState:
    def listener(event: Event) -> None:
        if isinstance(event, TrainingProgress) and event.epoch == 1 and not stop.ident:
            stop.start()

    state = library.personal.train(run, listener)
    stop.join()
    return state


def test_a_run_that_is_discarded_meanwhile_is_cancelled(library: Library, run: str) -> None:
    discard = threading.Thread(target=library.personal.discard, args=(run,))
    assert _until_stopped(library, run, discard) == RunState("cancelled")
    assert library.personal.runs() == []


def test_a_run_that_is_paused_meanwhile_says_nothing_is_wrong(library: Library, run: str) -> None:
    pause = threading.Thread(target=library.personal.pause, args=(run,))
    state = _until_stopped(library, run, pause)
    assert (state.state, state.sentence) == ("paused", "")
