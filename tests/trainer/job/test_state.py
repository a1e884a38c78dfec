"""How a run stands, read by whoever asks, whatever became of its process."""

import os
from pathlib import Path

import msgspec
import psutil
import pytest

from photoapp.errors import TrainingError
from trainer.job.state import STATE, RunState, read_state, this_process, write_state


def test_a_run_that_was_never_started_is_new(tmp_path: Path) -> None:
    assert read_state(tmp_path) == RunState()


def test_a_run_is_running_while_its_process_lives(tmp_path: Path) -> None:
    write_state(tmp_path, this_process(RunState(seconds=3)))
    state = read_state(tmp_path)
    assert (state.state, state.pid, state.seconds) == ("running", os.getpid(), 3)


@pytest.mark.parametrize("other", ["a number of no process", "a younger process"])
def test_a_run_whose_process_is_another_one_by_now_is_paused(other: str, tmp_path: Path) -> None:
    state = this_process(RunState(seconds=3))
    if other == "a younger process":
        state = msgspec.structs.replace(state, process_began=psutil.boot_time() - 1000)
    else:
        state = msgspec.structs.replace(state, pid=(1 << 31) - 1)
    write_state(tmp_path, state)
    assert read_state(tmp_path) == RunState(state="paused", seconds=3)


def test_a_state_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    (tmp_path / STATE).write_text("{")
    with pytest.raises(TrainingError) as caught:
        read_state(tmp_path)
    assert str(tmp_path / STATE) in str(caught.value)
