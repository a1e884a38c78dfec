"""What the page of suggestions asks of the library, in background threads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.library.changes import Change
    from photoapp.library.labels import Candidate

_MOST_WAITING = 200


@dataclass(frozen=True)
class Review:
    """What there is to ask of a label: ``answers`` were given when this was asked for."""

    label_id: int
    answers: int
    candidates: "Sequence[Candidate]"
    name: str | None = None  # None: there is no such label any more
    decided: int = 0
    suggested: int = 0
    others: tuple[tuple[int, str], ...] = ()
    kept: "Sequence[Candidate]" = ()  # those on the page that are to stay, as they are by now


def exchanged(
    library: "Library", label_id: int, other_id: int, asked: dict[int, float]
) -> "Change | None":
    """Say that another label is right for photos instead, as one change."""
    photo_ids = list(asked)
    before = library.changes.next_undo
    with library.changes.as_one("label", "photos labelled otherwise"):
        library.labels.reject(label_id, photo_ids, asked)
        library.labels.accept(other_id, photo_ids)
    change = library.changes.next_undo
    return change if change is not before else None


def review_of(
    library: "Library", label_id: int, answers: int, staying: "Sequence[Candidate]"
) -> Review:
    """Return what there is to ask of a label; runs in a background thread."""
    cards = library.labels.cards()
    card = next((card for card in cards if card.label.id == label_id), None)
    if card is None:
        return Review(label_id, answers, ())
    group = card.label.group
    others = [c.label for c in cards if group and c.label.group == group and c is not card]
    return Review(
        label_id,
        answers,
        library.labels.queue(label_id, _MOST_WAITING),
        card.label.name,
        card.accepted + card.rejected,
        card.suggested,
        tuple((label.id, label.name) for label in others),
        _as_by_now(library, label_id, staying),
    )


def _as_by_now(
    library: "Library", label_id: int, candidates: "Sequence[Candidate]"
) -> "tuple[Candidate, ...]":
    """Return candidates with what is suggested by now."""
    known = library.labels.suggestions([each.photo_id for each in candidates])
    chances = {
        photo_id: each.chance
        for photo_id, suggestions in known.items()
        for each in suggestions
        if each.label_id == label_id
    }
    return tuple(
        replace(
            each, chance=chances.get(each.photo_id, each.chance), suggested=each.photo_id in chances
        )
        for each in candidates
    )
