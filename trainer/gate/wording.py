"""What the gate says to a person."""

from photoapp.evaluation.retrieval import DEPTHS
from trainer.gate.verdict import Comparison, Pair

# Of fewer names an interval is wide, whatever they find.
_FEW_NAMES = 10
# Where as many are found before, nothing can be seen to become better.
_ALMOST_ALL = 0.9

_FIRST = {1: "first", 5: "among the first five", 10: "among the first ten"}


def better(comparison: Comparison) -> str:
    """Say what a model gained, at the depth where that shows most."""
    depth = max(DEPTHS, key=lambda depth: (comparison.text_to_image[depth].gain.value, depth))
    pair = comparison.text_to_image[depth]
    if not comparison.image_to_text:
        return (
            f"Sought by name among {comparison.gallery:,} photos, the right one comes "
            f"{_FIRST[depth]} {_times(pair)}, by {_names_and_photos(comparison)}."
        )
    if round(100 * pair.gain.value) <= 0:
        return f"{_on(comparison)} the new model finds the right photos {_on_the_mean(comparison)}."
    return (
        f"{_on(comparison)} the new model finds the photo {_FIRST[depth]} {_times(pair)} "
        f"(sought among {comparison.gallery:,} photos)."
    )


def no_better(comparison: Comparison) -> str:
    """Say that there is no sure gain."""
    luck = ", which may be luck" if comparison.summary.gain.value > 0 else ""
    return (
        f"{_on(comparison)} the new model is not surely better: it finds the right photos "
        f"{_on_the_mean(comparison)}{luck}; {_way_out(comparison)}."
    )


def _way_out(comparison: Comparison) -> str:
    if not comparison.image_to_text:
        return "more photos of what is named may help"
    if comparison.summary.before.value > _ALMOST_ALL:
        return (
            "there is hardly anything left to gain among so few, and captions of more photos, most "
            "of all of alike ones, would show what it has learned"
        )
    return "more captions that say what is special in a photo may help"


def worse(comparison: Comparison) -> str:
    """Say that it has become worse."""
    return (
        f"{_on(comparison)} the new model is worse: it finds the right photos "
        f"{_on_the_mean(comparison)}; look whether the captions are with the right photos."
    )


def few_photos(photos: int, fewest: int) -> str:
    """Say that too few captioned photos could be held out."""
    counted = "1 photo with a caption" if photos == 1 else f"{photos} photos with captions"
    return (
        f"Only {counted} could be held out, too few to prove anything; write captions of at least "
        f"{fewest - photos} more."
    )


def few_groups(photos: int, groups: int, fewest: int) -> str:
    """Say that the captioned photos are of too few things."""
    return (
        f"The {photos} photos with captions fall into {groups} groups that show the same or share "
        f"captions, too few to prove anything; write captions of at least {fewest - groups} other "
        "things or days."
    )


def few_named(comparison: Comparison) -> str:
    """Say that names can't be judged."""
    return (
        f"Names were tried on {comparison.photos} photos among {comparison.gallery}, too few to "
        "prove anything; give each name to at least three photos, and add others without it."
    )


def nothing_held_out(*, names_too: bool) -> str:
    """Say that there is nothing to judge by."""
    what = "a caption or a name" if names_too else "a caption"
    return (
        f"No photo with {what} of its own was held out, so nothing shows whether the new model is "
        "better; write captions that differ from photo to photo, and give names to photos of "
        "several days."
    )


def forgot(comparison: Comparison, kept: float, retention: float) -> str:
    """Say that it has lost what it could do."""
    return (
        f"The new model has forgotten too much: on {comparison.name} it keeps {_percent(kept)} of "
        f"what it could do, and {_percent(retention)} are asked; a lower rate or fewer epochs may "
        "help."
    )


def nothing_general(photos: int, fewest: int) -> str:
    """Say that nothing shows what it has forgotten."""
    there = {0: "none is", 1: "1 is"}.get(photos, f"{photos} are")
    more = "1 photo" if fewest - photos == 1 else f"{fewest - photos} photos"
    return (
        "Nothing shows how much the new model has forgotten: that takes "
        f"{fewest} photos of the library without captions, and {there} there to be asked; add "
        f"{more} or more to the library, without captions."
    )


def names_alone(why: str) -> str:
    """Say that what captions taught was left out, and why."""
    return f"The new model has the names alone, without what captions taught: {why}"


def disagrees(agreement: float, least: float) -> str:
    """Say that it sees other things in the library than before."""
    return (
        f"The new model sees the same as before in {_percent(agreement)} of the library's other "
        f"photos, and {_percent(least)} are asked; a lower rate or fewer epochs may help."
    )


def _on(comparison: Comparison) -> str:
    if comparison.image_to_text:
        return f"On {comparison.queries:,} captions it had not seen,"
    return f"On {comparison.photos:,} photos with a name it had not seen,"


def _names_and_photos(comparison: Comparison) -> str:
    names = "1 name" if comparison.queries == 1 else f"{comparison.queries:,} names"
    few = "; that is no luck, but too few to be sure how often" if _is_few(comparison) else ""
    return f"{names} on {comparison.photos:,} photos{few}"


def _is_few(comparison: Comparison) -> bool:
    return comparison.queries < _FEW_NAMES


def _times(pair: Pair) -> str:
    after, before = (round(100 * figure.value) for figure in (pair.after, pair.before))
    return f"{after} times of 100, before {before} times"


def _on_the_mean(comparison: Comparison) -> str:
    summary = comparison.summary
    return (
        f"{100 * summary.after.value:.1f} times of 100 on the mean, before "
        f"{100 * summary.before.value:.1f} times (sought among {comparison.gallery:,} photos)"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"
