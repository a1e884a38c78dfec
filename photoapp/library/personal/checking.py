"""Whether there is anything to learn, and what of a wish comes to nothing."""

import os
from collections.abc import Iterator, Sequence

import numpy as np

from photoapp.encoders import model_card
from photoapp.errors import TrainingError
from photoapp.library.captions.advice import language_advice
from photoapp.library.captions.files import Tell
from photoapp.library.captions.language import is_foreign, knows_english_only
from photoapp.library.personal.preparing import Material
from photoapp.library.personal.wish import Wish
from trainer.job.order import Photo
from trainer.methods import Estimate
from trainer.names.finding import Vocabulary, named_photos
from trainer.splits import assign_folds

_BY_NAMES = "adapter"
# These take half a second on a busy machine, at worst twice as many four times that.
_MOST_COMPARED = 2000
_NO_WORDS = Vocabulary((), ())


def ignore_sentence(_sentence: str) -> None:
    """Hear a sentence that somebody will be told later, or was told before."""


def ignore_estimate(_needed: Estimate) -> None:
    """Hear what a training will take where nobody waits for it."""


def check(wish: Wish, made: Material, tell: Tell) -> None:
    """Refuse what would fail for what there is to learn; ``tell`` hears what comes to nothing.

    Photos that nobody has looked at yet may still turn out to be alike, or no photos.

    Raises:
        TrainingError: nothing is said of any photo, or of one only; none that is said something of
            is there; or nearly all are alike.

    """
    check_there(wish, made)
    check_apart(made)
    for sentence in _notes(wish, made):
        tell(sentence)


def check_there(wish: Wish, made: Material) -> None:
    """Refuse photos of which nothing is said, and those of which none is there.

    Raises:
        TrainingError: they are so.

    """
    _check_said(wish, made.photos)
    if not _found(made):
        file = wish.captions_file
        way_out = f"mend their names in {file}" if file else "index the folder where they are now"
        raise TrainingError(
            f"None of the photos with captions is there, {made.photos[0].path} for one; put them "
            f"back, or {way_out}."
        )


def check_named(wish: Wish, made: Material) -> None:
    """Refuse names of which no text says any: something else would be learned than was asked for.

    Raises:
        TrainingError: there are such names, and no others.

    """
    if wish.method != _BY_NAMES or not wish.names:
        return
    said = _said(wish, made.photos)
    if not any(name.casefold() in said for name in wish.names):
        raise TrainingError(
            f"No caption or keyword says {' or '.join(wish.names)}; give that to photos which show "
            "it, then begin again."
        )


def check_apart(made: Material) -> None:
    """Refuse photos that are nearly all alike, and a single one; each is compared with each.

    Raises:
        TrainingError: they are so.

    """
    if not (rows := _found(made)):
        return
    assign_folds(
        [made.photos[row] for row in rows],
        made.features[rows].astype(np.float32),
        others=made.library_features.astype(np.float32),
        seed=made.order.seed,
    )


def quickly_refused(made: Material) -> TrainingError | None:
    """Return why photos are too much alike, None of more than are quickly compared."""
    if len(made.photos) > _MOST_COMPARED:
        return None
    try:
        check_apart(made)
    except TrainingError as error:
        return error
    return None


def _check_said(wish: Wish, photos: Sequence[Photo]) -> None:
    """Refuse what has no caption and, with the method that learns names, no photo of a name."""
    if any(photo.captions for photo in photos) or _said(wish, photos):
        return
    if wish.captions_file is None:
        raise TrainingError(
            "No photo has a caption yet; write some in the window or with photoapp edit --caption, "
            "or import them: photoapp captions import."
        )
    raise TrainingError(f"No photo of {wish.captions_file} has a caption; add some there.")


def _found(made: Material) -> list[int]:
    """Return which photos can be learned: by what is known of them, or because they are there."""
    known = np.asarray(np.isfinite(made.features).all(1))
    by_features = made.order.method == _BY_NAMES
    return [
        row
        for row, photo in enumerate(made.photos)
        if (by_features and known[row]) or os.path.isfile(photo.path)  # noqa: PTH113
    ]


def _notes(wish: Wish, made: Material) -> Iterator[str]:
    """Yield sentences about captions and names that nothing will be learned of."""
    captioned = [photo.captions[0] for photo in made.photos if photo.captions]
    if knows_english_only(model_card(made.order.model)):
        yield from language_advice(sum(map(is_foreign, captioned)), len(captioned))
    if wish.method != _BY_NAMES:
        if wish.names:
            yield (
                f"The method {wish.method} binds no names, so these are left aside: "
                f"{', '.join(wish.names)}; the method {_BY_NAMES} learns them."
            )
        return
    said = _said(wish, made.photos)
    for name in wish.names:
        if name.casefold() not in said:
            yield f"No caption or keyword says {name}; give that to photos which show it."


def _said(wish: Wish, photos: Sequence[Photo]) -> set[str]:
    """Return the names, caseless, that photos are to teach."""
    if wish.method != _BY_NAMES:
        return set()
    found = named_photos(photos, wish.names, _NO_WORDS)
    return {named.name.casefold() for named in found if named.asked}
