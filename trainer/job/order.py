"""What a training run is told: its folder's ``order.json`` and ``photos.jsonl``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from photoapp.errors import TrainingError

Method = Literal["adapter", "lora", "full"]

_Row = TypeVar("_Row")

ORDER, PHOTOS = "order.json", "photos.jsonl"
FEATURES, LIBRARY, LIBRARY_FEATURES = "features.npy", "library.jsonl", "library.npy"


class Search(msgspec.Struct, frozen=True):
    """A search that the user has saved: shown before and after, side by side."""

    name: str
    text: str


class Order(msgspec.Struct, frozen=True):
    """What is to be made, and how.

    ``model`` is the folder of the model to be personalised, ``previous`` that of the one which
    serves, where that is another; ``trainer.before`` says which it must do better than. ``epochs``,
    ``rate`` and ``batch`` of None are the method's own. ``interpolation`` is how far full
    fine-tuning goes from the start to what was fitted (WiSE-FT, Wortsman et al. 2022). ``names``
    are particular people, pets and things. ``retention`` is the least share of what the model could
    do before that it must still do. ``cores`` of None is all; ``warmest`` the temperature in
    degrees Celsius above which it rests, 0 for none.
    """

    run: str
    model: str
    made_at: float
    previous: str | None = None
    method: Method = "adapter"
    seed: int = 0
    epochs: int | None = None
    rate: float | None = None
    batch: int | None = None
    interpolation: float = 0.5
    rank: int = 8
    names: list[str] = []
    searches: list[Search] = []
    retention: float = 0.98
    device: str = "auto"
    precision: str = "auto"
    cores: int | None = None
    warmest: int = 90


class Photo(msgspec.Struct, frozen=True):
    """A captioned photo; ``content`` is its content's hash, or empty where nobody knows it.

    ``captions`` are sentences, the first the chief one; ``keywords`` also keywords and accepted
    labels. ``taken`` is a time in seconds since 1970. ``split`` "train" and "val" or "test" are
    kept where a file of captions says so; None leaves it to photoapp.
    """

    path: str
    captions: list[str]
    keywords: list[str] = []
    content: str = ""
    taken: float | None = None
    split: str | None = None


class LibraryPhoto(msgspec.Struct, frozen=True):
    """A photo of the library without captions: what searches find, and what distracts from them."""

    path: str
    content: str = ""


def read_order(folder: Path) -> Order:
    """Read a run's order.

    Raises:
        TrainingError: it is missing or not valid.

    """
    try:
        return msgspec.json.decode((folder / ORDER).read_bytes(), type=Order)
    except (OSError, msgspec.MsgspecError) as error:
        raise TrainingError(_unusable(folder / ORDER, error)) from error


def read_photos(folder: Path) -> list[Photo]:
    """Read a run's captioned photos.

    Raises:
        TrainingError: the file is missing or not valid.

    """
    return list(_lines(folder / PHOTOS, Photo))


def read_library(folder: Path) -> list[LibraryPhoto]:
    """Read a run's photos without captions; there need be none.

    Raises:
        TrainingError: the file is not valid.

    """
    path = folder / LIBRARY
    return list(_lines(path, LibraryPhoto)) if path.exists() else []


def write_lines(path: Path, rows: list[Photo] | list[LibraryPhoto]) -> None:
    """Write what ``read_photos`` or ``read_library`` reads."""
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def _lines(path: Path, kind: type[_Row]) -> Iterator[_Row]:
    try:
        for line in path.read_bytes().splitlines():
            yield msgspec.json.decode(line, type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise TrainingError(_unusable(path, error)) from error


def _unusable(path: Path, error: Exception) -> str:
    return f"The training's file {path} can't be used ({error}); cancel the run and start anew."
