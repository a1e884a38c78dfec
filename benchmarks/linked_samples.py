"""Files for photos that nobody took: each a hard link to one of a few real ones."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_up_photos import MadeUpPhoto
from photoapp import media
from photoapp.paths import AppPaths

_TAKEN_NS = 1_500_000_000 * 10**9  # of files that nobody has, when they were written


@dataclass(frozen=True)
class Sample:
    """A real photo that made-up ones are links to, and the thumbnail of it."""

    file: Path
    thumbnail: Path
    width: int
    height: int


def copy_samples(paths: AppPaths, folder: Path, at_most: int = 200) -> list[Sample]:
    """Copy some photos beside the home, and make their thumbnails."""
    here = paths.data.parent.with_name(f"{paths.data.parent.name}-samples")
    here.mkdir(parents=True, exist_ok=True)
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".jpg", ".jpeg"})
    samples: list[Sample] = []
    for photo in found[:: max(1, len(found) // at_most)][:at_most]:
        file = here / f"{len(samples)}.jpg"
        shutil.copyfile(photo, file)
        os.utime(file, ns=(_TAKEN_NS, _TAKEN_NS))  # one that is new is read again
        with file.open("rb") as opened:
            picture = media.open_photo(opened, media.Want(media.THUMBNAIL_EDGE))
        thumbnail = file.with_suffix(".thumbnail")
        thumbnail.write_bytes(media.encode_thumbnail(picture.image))
        samples.append(Sample(file, thumbnail, *picture.size))
    return samples


def link(
    paths: AppPaths, root: Path, made: Sequence[MadeUpPhoto], samples: Sequence[Sample]
) -> None:
    """Put a link to one of the samples where each photo should be, and its thumbnail."""
    store = media.ThumbnailStore(paths.thumbnails)
    for number in range(256):
        (paths.thumbnails / f"{number:02x}").mkdir(exist_ok=True)
    for folder in {os.path.dirname(photo.path) for photo in made}:  # noqa: PTH120 - of a text
        (root / folder).mkdir(parents=True, exist_ok=True)
    for number, photo in enumerate(made, 1):
        sample = samples[number % len(samples)]
        os.link(sample.file, root / photo.path)
        os.link(sample.thumbnail, store.path(photo.content_hash))
