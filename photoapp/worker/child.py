"""The worker process: jobs come in on one pipe, answers go out on another.

Three kinds of thread: this one reads jobs; *lanes* (``lanes.py``) embed photos; one encodes texts,
so that a query never waits for photos. The model's halves are loaded when first needed, the half
that reads words alone within half a second.
"""

import argparse
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence

import numpy as np

from photoapp.encoders import load_text_encoder, model_card
from photoapp.errors import PhotoappError
from photoapp.worker.answers import Answers, claim_standard_output
from photoapp.worker.lanes import Lanes
from photoapp.worker.messages import (
    ModelFailed,
    PhotoJob,
    Ready,
    TextDone,
    TextJob,
    read_job,
)

log = logging.getLogger(__name__)

# It keeps all processors busy: the window, and whatever else people do, comes first.
_NICE = 10


def run_worker(arguments: Sequence[str]) -> None:
    """Serve the parent on standard input and output until it closes the pipe."""
    chosen = _parse(arguments)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    answers = Answers(claim_standard_output())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _or_give_up(answers, lambda: answers.send(Ready(model_card(chosen.model).id)))
    texts: queue.SimpleQueue[TextJob] = queue.SimpleQueue()
    lanes = Lanes(chosen.model, chosen.device, chosen.precision, answers.send)
    _start("texts", answers, lambda: _encode_texts(chosen.model, texts, answers))
    for number, work in enumerate(lanes.threads()):
        _start(f"lanes-{number}", answers, work)
    while (job := read_job(sys.stdin.buffer)) is not None:
        if isinstance(job, PhotoJob):
            lanes.put(job)
        elif isinstance(job, TextJob):
            texts.put(job)
    # Threads may be deep in a decoder; nothing of theirs needs tidying up.
    os._exit(0)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("photoapp worker", description="Serve a photoapp by pipe.")
    parser.add_argument("--model", required=True, help="its name, or a bundle's folder")
    parser.add_argument("--device", default="auto", help="what torch calls it; for photos")
    parser.add_argument("--precision", default="auto", help="float32, bfloat16 or float16")
    return parser.parse_args(arguments)


def _encode_texts(model: str, jobs: "queue.SimpleQueue[TextJob]", answers: Answers) -> None:
    encoder = None
    while True:
        job = jobs.get()
        encoder = encoder or load_text_encoder(model)
        vectors = encoder.encode_texts(job.texts)
        answers.send(TextDone(job.id, np.asarray(vectors, dtype="<f4").tobytes()))


def _start(name: str, answers: Answers, work: Callable[[], None]) -> None:
    threading.Thread(target=_or_give_up, args=(answers, work), name=name, daemon=True).start()


def _or_give_up(answers: Answers, work: Callable[[], None]) -> None:
    """Run ``work``; an error in it ends the process, as a crash the parent knows how to treat."""
    try:
        work()
    except PhotoappError as error:
        answers.send(ModelFailed(str(error)))
        os._exit(1)
    except BaseException:
        log.exception("the worker failed")
        os._exit(1)
