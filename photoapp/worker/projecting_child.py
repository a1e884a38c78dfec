"""The process that projects: features come in, vectors go out, until its input ends."""

import os
import signal
import sys

import numpy as np

from photoapp.encoders import load_image_encoder
from photoapp.errors import PhotoappError
from photoapp.worker.projecting import NotProjected, Projected, read_features, write_answer


def run_projecting(model: str) -> None:
    """Answer features on standard input with vectors on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever libraries print goes to the log
    try:
        # On the processor: loading an accelerator takes longer than the work.
        encoder = load_image_encoder(model, "cpu", "float32")
        while (features := read_features(sys.stdin.buffer)) is not None:
            vectors = encoder.project_features(features.astype(np.float32))
            write_answer(answers, Projected(vectors.astype("<f2").tobytes()))
    except PhotoappError as error:
        write_answer(answers, NotProjected(str(error)))
