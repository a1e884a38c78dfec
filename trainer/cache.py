"""What frozen towers make of photos and texts, kept on disk: it is asked for again and again."""

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from photoapp.encoders import Floats, Pixels, Preprocessor
from photoapp.encoders.device import cores, use_one_core_per_thread
from photoapp.errors import PhotoUnreadableError
from photoapp.media import THUMBNAIL_EDGE, OpenedPhoto, Want, open_photo
from trainer.files import keep, kept
from trainer.views import VIEWS, views

See = Callable[[Pixels], Floats]
"""Prepared photos to features, (n, feature_dim)."""

Read = Callable[[Sequence[str]], Floats]
"""Texts to vectors, (n, dim)."""


class FeatureCache:
    """Features of photos and vectors of texts, by content.

    Args:
        folder: where they are kept; all of it can be remade.
        towers: what tells these towers from others, e.g. the hashes of their weights.

    """

    def __init__(self, folder: Path, towers: str) -> None:
        self._folder = folder
        self._towers = towers

    def photos(
        self,
        see: See,
        preprocessor: Preprocessor,
        paths: Sequence[Path],
        *,
        failed: Callable[[Path, str], None],
        progress: Callable[[int], None] = lambda _: None,
        plain: bool = False,
    ) -> dict[int, Floats]:
        """Return the features of each photo's views, (views, feature_dim), by its row in ``paths``.

        ``plain``: of the plain view alone. Photos that can't be read are told to ``failed`` and
        left out; ``progress`` is called with the number of photos done, and what it raises ends
        the looking.
        """
        use_one_core_per_thread()
        found: dict[int, Floats] = {}
        with ThreadPoolExecutor(cores(), "features") as pool:
            shown = 1 if plain else VIEWS
            results = pool.map(lambda path: self._photo(see, preprocessor, path, shown), paths)
            try:
                for row, result in enumerate(results):
                    if isinstance(result, str):
                        failed(paths[row], result)
                    else:
                        found[row] = result
                    progress(row + 1)
            except BaseException:  # nobody waits for the others
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return found

    def texts(self, read: Read, texts: Sequence[str]) -> Floats:
        """Return a vector for each text: (n, dim)."""
        listed = json.dumps(list(texts)).encode()
        key = hashlib.blake2b(listed, digest_size=16).hexdigest()
        return self._kept(f"texts-{key}", lambda: read(texts))

    def _photo(self, see: See, preprocessor: Preprocessor, path: Path, shown: int) -> Floats | str:
        try:
            data = path.read_bytes()
            key = hashlib.blake2b(data, digest_size=16).hexdigest()
            return self._kept(
                f"photo-{key}-{shown}",
                lambda: see(views(_opened(data, preprocessor), preprocessor, shown)),
            )
        except (PhotoUnreadableError, OSError) as error:
            return str(error)

    def _kept(self, name: str, make: Callable[[], Floats]) -> Floats:
        key = hashlib.blake2b(f"{self._towers}\0{name}".encode(), digest_size=16).hexdigest()
        path = self._folder / key[:2] / f"{key}.npy"
        content = kept(path)
        if content is None:
            made = io.BytesIO()
            np.save(made, make().astype(np.float16))
            content = made.getvalue()
            keep(path, content)
        array: Floats = np.load(io.BytesIO(content)).astype(np.float32)
        return array


def _opened(data: bytes, preprocessor: Preprocessor) -> OpenedPhoto:
    return open_photo(data, Want(THUMBNAIL_EDGE, preprocessor.decode_edge))
