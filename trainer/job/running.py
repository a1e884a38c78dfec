"""A run, from order to verdict: what ``photoapp train RUNFOLDER`` does, in a process of its own.

It may be killed at any moment. Whatever takes long is kept in ``work/``; the folder's state says
"done" only when all else is there, and until then the same call goes on to the same result.
"""

import contextlib
import errno
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from photoapp.encoders.device import CPU, is_out_of_memory, use_cores
from photoapp.errors import PhotoappError, TrainingError
from trainer.job.data import TrainingData
from trainer.job.distributed import is_alone, is_first, wait_for_first
from trainer.job.estimating import bytes_in, estimate, lanes, method_of
from trainer.job.heat import Rests, Thermometer
from trainer.job.holding import BusyError, hold_home, hold_run
from trainer.job.judging import judge_fitted
from trainer.job.known_features import unread
from trainer.job.messages import Busy, Ended, RunStatus
from trainer.job.order import Order, read_library, read_order
from trainer.job.reading import captioned_photos, has_read, read_data
from trainer.job.room import check_room
from trainer.job.speed import NICE, measured_slowness
from trainer.job.state import FINISHED, read_state
from trainer.job.stopping import Stopped, listen
from trainer.job.telling import Logbook, Parent, claim_standard_output
from trainer.job.tidying import WORK, tidy
from trainer.methods import FineTuning

log = logging.getLogger(__name__)

Methods = Mapping[str, FineTuning]
_Outcome = tuple[RunStatus, str]


def run_job(folder: Path, methods: Methods | None = None) -> None:
    """Carry out the run in a folder, or go on with it; tell the parent on standard output.

    The line "stop" on standard input, or its end, pauses it. The exit status is 1 if it fails.
    ``methods`` are what may be ordered; photoapp's own if None.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    if hasattr(os, "nice"):
        os.nice(NICE)
    stop = threading.Event()
    parent = Parent(claim_standard_output(), stop)
    if not is_first():
        _follow(folder, methods)
        return
    if is_alone():
        listen(stop)
    try:
        if not folder.is_dir():
            raise TrainingError(f"There is no training in {folder}; prepare one first.")
        with hold_run(folder), hold_home(folder.parent, folder.name):
            failed = _run(folder, methods, parent, stop) == "failed"
    except BusyError as error:
        parent.tell(Busy(str(error)))
        failed = True
    except PhotoappError as error:  # not even its state can be written
        parent.tell(Ended("failed", str(error)))
        failed = True
    if failed:
        sys.exit(1)


def _run(folder: Path, methods: Methods | None, parent: Parent, stop: threading.Event) -> RunStatus:
    state = read_state(folder)
    if state.finished or state.state == "cancelled":
        tidy(folder)
        parent.tell(Ended(state.state, state.sentence))
        return state.state
    logbook = Logbook(folder, parent, state)
    status, sentence = _outcome(folder, methods, logbook, stop)
    logbook.end(status, sentence)
    if status in FINISHED:
        tidy(folder)
    logbook.close()
    return status


def _outcome(
    folder: Path, methods: Methods | None, logbook: Logbook, stop: threading.Event
) -> _Outcome:
    try:
        return _carry_out(folder, methods, logbook, stop)
    except Stopped:
        return "paused", ""
    except PhotoappError as error:
        return "failed", str(error)
    except Exception as error:
        log.exception("the training in %s has failed", folder)
        return "failed", _why(folder, error)


def _carry_out(
    folder: Path, methods: Methods | None, logbook: Logbook, stop: threading.Event
) -> _Outcome:
    order = read_order(folder)
    use_cores(order.cores)
    thermometer = Thermometer(cards=order.device != CPU)
    rests = Rests(stop, order.warmest, thermometer, logbook.warm)

    def rest() -> None:
        logbook.going_on()
        rests()

    _make_ready(folder, order, methods, logbook)
    data = _with_folds(read_data(folder, folder / WORK, order, logbook, rest), order, logbook.say)
    logbook.stage("fitting")
    method = method_of(order, methods)
    fitted = method.fit(order, data, folder / WORK, logbook.fitting, rest)
    verdict = judge_fitted(folder, order, data, fitted, logbook)
    return ("done" if verdict.better else "refused"), verdict.sentence


def _make_ready(folder: Path, order: Order, methods: Methods | None, logbook: Logbook) -> None:
    """Make the folder of what is kept, and say how long it will take.

    Raises:
        TrainingError: there is no room for it.

    """
    work = folder / WORK
    work.mkdir(exist_ok=True)
    photos, library = len(captioned_photos(folder)), len(read_library(folder))
    unknown = 0 if has_read(work) else unread(folder, order)
    slowness = measured_slowness(lanes(order))
    estimated = partial(estimate, order, photos, library, methods=methods, slowness=slowness)
    expected, fit = estimated(unread=unknown), estimated()
    check_room(folder, max(0, expected.bytes_on_disk - bytes_in(work)))
    logbook.begin(expected.seconds - fit.seconds, fit)


def _with_folds(data: TrainingData, order: Order, say: Callable[[str], None]) -> TrainingData:
    """Return what is learned from, each photo in its part; what that leaves out is told too."""
    from trainer.splits import assign_folds

    left_out: list[str] = []
    folds = assign_folds(
        data.photos,
        data.features,
        others=data.library_features,
        seed=order.seed,
        tell=left_out.append,
    )
    for sentence in left_out:
        say(sentence)
    return replace(data, folds=folds, skipped=[*data.skipped, *left_out])


def _follow(folder: Path, methods: Methods | None) -> None:
    """Take part in a fit that another process leads."""
    order, work = read_order(folder), folder / WORK
    use_cores(order.cores)
    wait_for_first(lambda: has_read(work))
    nobody = _Nobody()
    data = _with_folds(read_data(folder, work, order, nobody, _go_on), order, nobody.say)
    with contextlib.suppress(Stopped):  # as all of them do when the first is asked to
        method_of(order, methods).fit(order, data, work, lambda _point: None, _go_on)


class _Nobody:
    """Is told what the first process tells already."""

    def reading(self, done: int, total: int, seconds_left: float | None) -> None:
        """Note nothing."""

    def say(self, sentence: str) -> None:
        """Say nothing."""


def _go_on() -> None:
    """Take the next step at once: who waits, waits for the first process in it."""


def _why(folder: Path, error: Exception) -> str:
    """Return a sentence about an error that is nobody's fault but the machine's, or photoapp's."""
    if is_out_of_memory(error):
        return (
            "The training ran out of memory; close other programs and resume it, or start one "
            "with a smaller batch or the method adapter."
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"There is no room left in {folder}; make some there and resume the training."
    return (
        f"The training ended by a fault of photoapp's own ({type(error).__name__}: {error}); "
        "its log says more, and resuming it goes on from what is kept."
    )
