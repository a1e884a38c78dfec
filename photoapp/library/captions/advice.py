"""What more captions would help, in sentences for people."""

from collections.abc import Iterator
from dataclasses import dataclass

# As many as the gate of a training asks for: of fewer nothing can be proved.
LEAST_DIFFERENT = 20
GOOD_DIFFERENT = 100
_MANY, _SOME = 0.5, 0.1
_FEW = 3


@dataclass(frozen=True)
class Counts:
    """Photos with captions, counted; ``different`` captions, ``dated`` ones say when it was."""

    photos: int
    different: int
    duplicated: int
    short: int
    other_language: int
    dated: int
    days: int
    most_of_a_day: int
    events: int


def enough(counts: Counts) -> bool:
    """Return whether a training may prove anything: enough captions, not all of one event."""
    return counts.different >= LEAST_DIFFERENT and not _is_one_event(counts)


def advice_on(counts: Counts) -> tuple[str, ...]:
    """Return what would help most, the most important first."""
    return tuple(_advice(counts))


def _advice(counts: Counts) -> Iterator[str]:
    if not counts.photos:
        yield (
            "There are no captions yet: write in a sentence each what some of your photos show, "
            "or import a file of captions."
        )
        return
    if counts.different < LEAST_DIFFERENT:
        yield (
            f"Write captions for {_more(LEAST_DIFFERENT - counts.different)}: {LEAST_DIFFERENT} "
            f"different ones are the least that can prove anything, and {GOOD_DIFFERENT} do "
            "far better."
        )
    elif counts.different < GOOD_DIFFERENT:
        yield (
            f"More captions teach more: with {GOOD_DIFFERENT} different ones, "
            f"{_more(GOOD_DIFFERENT - counts.different)}, it does far better."
        )
    if _is_one_event(counts):
        yield (
            f"Write captions of photos from other days: all of your {counts.photos} are of one "
            "event, and photos of another one are needed to prove what was learned."
        )
    elif counts.days > 1 and counts.most_of_a_day > _MANY * counts.photos:
        yield (
            f"Write captions of photos from other days: {counts.most_of_a_day} of your "
            f"{counts.photos} are of one day."
        )
    if _matters(counts.duplicated, counts.photos):
        yield (
            f"{counts.duplicated} photos share their caption with others: say of each what tells "
            "it apart from them."
        )
    if _matters(counts.short, counts.photos):
        yield (
            f"{_photos(counts.short)} only one or two words for a caption: say in a "
            "sentence what is to be seen, as you would search for it."
        )
    yield from language_advice(counts.other_language, counts.photos)


def language_advice(other_language: int, photos: int) -> Iterator[str]:
    """Yield what to do where a model knows English only, and many captions seem to be in none."""
    if _matters(other_language, photos):
        yield (
            f"{_captions(other_language)} to be in another language than English, the only "
            "one that this model knows: write them in English, or use a model of more languages."
        )


def _is_one_event(counts: Counts) -> bool:
    return counts.events == 1 and counts.dated == counts.photos


def _matters(count: int, photos: int) -> bool:
    return count >= _FEW and count >= _SOME * photos


def _more(count: int) -> str:
    return "1 more photo" if count == 1 else f"{count} more photos"


def _photos(count: int) -> str:
    return f"{count} photos have"


def _captions(count: int) -> str:
    return f"{count} captions seem"
