"""Whether there is anything to learn, and what of a wish comes to nothing."""

from collections.abc import Iterator, Sequence

from photoapp.errors import TrainingError
from photoapp.library.personal.wish import Wish
from trainer.job.order import Photo
from trainer.names.finding import Vocabulary, named_photos

_BY_NAMES = "adapter"
_NO_WORDS = Vocabulary((), ())


def check_learnable(wish: Wish, photos: Sequence[Photo]) -> None:
    """Refuse what has no caption and, with the method that learns names, no photo of a name.

    Raises:
        TrainingError: it has not.

    """
    if any(photo.captions for photo in photos) or _said(wish, photos):
        return
    if wish.captions_file is None:
        raise TrainingError(
            "No photo has a caption yet; write some in the window or with photoapp edit --caption, "
            "or import them: photoapp captions import."
        )
    raise TrainingError(f"No photo of {wish.captions_file} has a caption; add some there.")


def notes(wish: Wish, photos: Sequence[Photo]) -> Iterator[str]:
    """Yield sentences about names that nothing will be learned of."""
    if wish.method != _BY_NAMES:
        if wish.names:
            yield (
                f"The method {wish.method} binds no names, so these are left aside: "
                f"{', '.join(wish.names)}; the method {_BY_NAMES} learns them."
            )
        return
    said = _said(wish, photos)
    for name in wish.names:
        if name.casefold() not in said:
            yield f"No caption or keyword says {name}; give that to photos which show it."


def _said(wish: Wish, photos: Sequence[Photo]) -> set[str]:
    """Return the names, caseless, that photos are to teach."""
    if wish.method != _BY_NAMES:
        return set()
    found = named_photos(photos, wish.names, _NO_WORDS)
    return {named.name.casefold() for named in found if named.asked}
