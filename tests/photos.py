"""Real photos to test with: those that scikit-image and scikit-learn bring along."""

import uuid
from importlib.util import find_spec
from pathlib import Path

_PLACES = (("skimage", "data"), ("sklearn", "datasets/images"))
_NAMES = (
    "astronaut.png",
    "chelsea.png",  # a cat
    "china.jpg",  # a temple
    "coffee.png",
    "flower.jpg",
    "hubble_deep_field.jpg",
    "moon.png",
    "rocket.jpg",
)


def sample(name: str) -> Path:
    """Where a sample photo is; the packages themselves are not imported."""
    for package, folder in _PLACES:
        spec = find_spec(package)
        if spec and spec.origin and (path := Path(spec.origin).parent / folder / name).exists():
            return path
    raise FileNotFoundError(f"{name} is in neither scikit-image nor scikit-learn")


def sample_names() -> tuple[str, ...]:
    return _NAMES


def put_photo(target: Path, name: str = "chelsea.png") -> Path:
    """Write a sample photo with bytes at its end that no other file has: a photo of its own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(sample(name).read_bytes() + uuid.uuid4().bytes)
    return target


def put_truncated(target: Path, name: str = "china.jpg") -> Path:
    """Write the first half of a sample photo."""
    whole = put_photo(target, name).read_bytes()
    target.write_bytes(whole[: len(whole) // 2] + uuid.uuid4().bytes)
    return target
