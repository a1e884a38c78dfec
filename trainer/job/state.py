"""``state.json``: how a run stands, for whoever asks, whether it is running or not."""

import os
from pathlib import Path

import msgspec

from photoapp.errors import TrainingError
from trainer.files import replace_file
from trainer.job.messages import RunStatus

STATE = "state.json"
FINISHED = frozenset(["done", "refused"])
# Two readings of when a process began differ by less on any system.
_SAME_BEGINNING_SECONDS = 1.0


class RunState(msgspec.Struct, frozen=True):
    """How a run stands.

    "done": it is finished and the gate says that the new model is better; "refused": the gate says
    no. ``sentence`` says why it was refused, has failed or was interrupted. ``stage`` is how far it
    has come, even while one that goes on looks at photos again. ``started_at`` is a
    time in seconds since 1970, ``seconds`` of work are over all resumptions. ``pid`` and
    ``process_began`` tell which process runs it.
    """

    state: RunStatus = "new"
    sentence: str = ""
    started_at: float | None = None
    seconds: float = 0.0
    stage: str = ""
    seconds_left: float | None = None
    pid: int | None = None
    process_began: float | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be done."""
        return self.state in FINISHED


def read_state(folder: Path) -> RunState:
    """Return how the run in a folder stands; "paused" where its process was killed.

    Raises:
        TrainingError: nobody can tell.

    """
    path = folder / STATE
    try:
        state = msgspec.json.decode(path.read_bytes(), type=RunState)
    except FileNotFoundError:
        return RunState()
    except (OSError, msgspec.MsgspecError) as error:
        message = f"The training's state {path} can't be read ({error}); cancel the run"
        raise TrainingError(f"{message} and start anew.") from error
    if state.state == "running" and not is_running(state):
        return msgspec.structs.replace(state, state="paused", pid=None, process_began=None)
    return state


def write_state(folder: Path, state: RunState) -> None:
    """Write how a run stands: whole, or not at all.

    Raises:
        TrainingError: it can't be written there.

    """
    replace_file(folder / STATE, msgspec.json.encode(state))


def this_process(state: RunState) -> RunState:
    """Return a state that says that this process runs it."""
    began = _began(os.getpid())
    return msgspec.structs.replace(state, state="running", pid=os.getpid(), process_began=began)


def is_running(state: RunState) -> bool:
    """Return whether the process that a state names is alive, and still the same one."""
    if state.pid is None or (began := _began(state.pid)) is None:
        return False
    known = state.process_began
    return known is None or abs(began - known) < _SAME_BEGINNING_SECONDS


def _began(pid: int) -> float | None:
    """Return when a process began; None where there is none, or only what is left of one."""
    import psutil

    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except psutil.Error:
        return None
