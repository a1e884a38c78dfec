"""The real worker with a model that is made up: ``fake_model_child.py JOURNAL FITS --model …``.

A photo's feature is the colour of its first pixel, and its vector that plus the model's number.
More photos at once than ``FITS`` do not fit into memory. The journal gets a line for each batch:
how many photos it had, whether they fitted, and how many other batches were under way.
"""

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from PIL import Image

from photoapp.encoders import Floats, Pixels
from photoapp.worker import child, lanes, photo_model

_JOURNAL, _FITS = Path(sys.argv[1]), int(sys.argv[2])
_SECONDS = 0.002


class FakeModel:
    decode_edge = 1

    def __init__(self, number: int, device: str = "cpu", precision: str = "float32") -> None:
        self._number = number
        self._running = 0
        self._lock = threading.Lock()
        self.running = SimpleNamespace(device=device, precision=precision, reason="so asked")

    def preprocess(self, image: Image.Image) -> Pixels:
        return np.asarray(image.resize((1, 1)), dtype=np.uint8)

    def image_features(self, pixels: Pixels) -> Floats:
        with self._lock:
            self._note(len(pixels))
            self._running += 1
        try:
            time.sleep(_SECONDS)  # as if it worked: others could get in between
            if len(pixels) > _FITS:
                raise RuntimeError("CUDA out of memory. Tried to allocate 20.00 MiB.")
        finally:
            with self._lock:
                self._running -= 1
        return pixels[:, 0, 0].astype(np.float32)

    def project_features(self, features: Floats) -> Floats:
        return features + self._number

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        return np.full((len(texts), 3), self._number, dtype=np.float32)

    def _note(self, photos: int) -> None:
        with _JOURNAL.open("a") as journal:
            journal.write(f"{photos} {photos <= _FITS} {self._running}\n")


def main() -> None:
    child.model_card = lambda name: SimpleNamespace(id=name)
    child.load_text_encoder = lambda name: FakeModel(int(name))
    lanes.load_preprocessor = lambda name: FakeModel(int(name))
    photo_model.load_image_encoder = lambda name, *choice: FakeModel(int(name), *choice)
    photo_model.use_one_core_per_thread = lambda: None  # importing torch takes seconds
    child.run_worker(sys.argv[3:])


main()
