"""The half of the model that sees photos, as the lanes use it: in batches, within its memory."""

import logging
import threading
import time

import numpy as np

from photoapp.encoders import Floats, ImageEncoder, Pixels, load_image_encoder
from photoapp.encoders.device import (
    choose_device,
    cores,
    is_out_of_memory,
    use_one_core_per_thread,
)
from photoapp.errors import ModelError, PhotoappError
from photoapp.worker.batching import BatchSize, is_accelerator
from photoapp.worker.memory import free_memory, no_room
from photoapp.worker.messages import RunsOn

log = logging.getLogger(__name__)


class PhotoModel:
    """A loaded model and how it is shared. Safe to use from several threads.

    On the processor each lane runs the model on a core of its own; on an accelerator one lane at
    a time runs it while the others decode. ``turns`` is what a lane holds meanwhile.
    """

    def __init__(self, encoder: ImageEncoder, runs_on: RunsOn) -> None:
        self._encoder = encoder
        self.runs_on = runs_on
        accelerated = is_accelerator(runs_on.device)
        self.turns = threading.Semaphore(1 if accelerated else cores())
        # On the processor what counts is the work: other programs may make any batch late.
        self._clock = time.perf_counter if accelerated else time.thread_time
        self._batch_size = BatchSize.on(runs_on.device)

    @property
    def batch(self) -> int:
        """How many photos to send through the model at once."""
        return self._batch_size.photos

    def encode(self, photos: Pixels, waiting: int) -> tuple[Floats, Floats]:
        """Return features and vectors of photos: (n, feature_dim), (n, dim).

        What does not fit into memory at once goes through in smaller batches. ``waiting`` is how
        many photos the worker has behind these.

        Raises:
            ModelError: not even one photo fits.

        """
        made: list[tuple[Floats, Floats]] = []
        while len(photos):
            batch = photos[: self.batch]
            started = self._clock()
            if result := self._attempt(batch):
                self._batch_size.took(len(batch), self._clock() - started, waiting)
                made.append(result)
                photos = photos[len(batch) :]
            else:
                self._make_room(len(batch))
        features, vectors = (np.concatenate(parts) for parts in zip(*made, strict=True))
        return features, vectors

    def _attempt(self, photos: Pixels) -> tuple[Floats, Floats] | None:
        """Run the model; None when out of memory, by when the error holds none of it any more."""
        try:
            features = self._encoder.image_features(photos)
            return features, self._encoder.project_features(features)
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            log.warning("%d photos at once do not fit into memory: %s", len(photos), error)
            return None

    def _make_room(self, photos: int) -> None:
        """Make batches smaller, after one of ``photos`` did not fit."""
        if photos == 1:
            raise no_room(self.runs_on.device)
        self._batch_size.did_not_fit(photos)
        free_memory()


def load_photo_model(model: str, device: str, precision: str) -> PhotoModel:
    """Load the half of a model that sees photos; "auto" leaves device or precision to photoapp.

    Raises:
        ModelError: it can't be loaded.

    """
    try:
        use_one_core_per_thread()
        encoder = load_image_encoder(model, device, precision)
        return PhotoModel(encoder, _runs_on(encoder, device))
    except PhotoappError:
        raise
    except Exception as error:
        log.exception("the model can't be loaded")
        if is_out_of_memory(error):
            raise no_room(choose_device(device)) from error
        raise ModelError(f"The model can't be loaded: {error}.") from error


def _runs_on(encoder: ImageEncoder, device: str) -> RunsOn:
    if running := getattr(encoder, "running", None):
        return RunsOn(running.device, running.precision, running.reason)
    return RunsOn(choose_device(device), "float32", "this model knows no other precision")
