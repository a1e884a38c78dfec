"""The same photo on several lines: it must be one photo, and on one side of the split."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from photoapp.errors import TrainingError
from photoapp.evaluation import CaptionedPhoto


def merged(photos: Sequence[CaptionedPhoto]) -> list[CaptionedPhoto]:
    """Return the photos with those of equal content made one, which has all their captions.

    Photos that can't be read stay as they are, for whoever opens them to say so.

    Raises:
        TrainingError: a photo is in two splits: it would be learned and then asked for.

    """
    found: dict[str, CaptionedPhoto] = {}
    for photo in photos:
        key = _content(photo)
        if (known := found.get(key)) is None:
            found[key] = photo
        elif known.split == photo.split:
            captions = dict.fromkeys((*known.captions, *photo.captions))
            found[key] = replace(known, captions=tuple(captions))
        else:
            raise TrainingError(
                f"{known.path} and {photo.path} are the same photo, but in the splits "
                f"{known.split!r} and {photo.split!r}; take one of them out of the file."
            )
    return list(found.values())


def _content(photo: CaptionedPhoto) -> str:
    try:
        return hashlib.blake2b(photo.path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return str(photo.path)
