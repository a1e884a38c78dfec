"""What was done, as it is said in the strip and in the menu."""

from typing import TYPE_CHECKING

from photoapp.gui.language import tr, tr_n

if TYPE_CHECKING:
    from photoapp.library.changes import Change


def done_text(change: "Change") -> str:
    """Return what was done, in the user's language."""
    n = len(change.photo_ids)
    texts = {
        "rating": tr_n("1 photo rated", "{n} photos rated", n),
        "flag": tr_n("1 photo flagged or unflagged", "{n} photos flagged or unflagged", n),
        "color": tr_n("Colour of 1 photo changed", "Colour of {n} photos changed", n),
        "caption": tr_n("Caption of 1 photo changed", "Caption of {n} photos changed", n),
        "captions": tr_n("Caption of 1 photo changed", "Caption of {n} photos changed", n),
        "keywords": tr_n("Keywords of 1 photo changed", "Keywords of {n} photos changed", n),
        "label": tr_n("Labels of 1 photo changed", "Labels of {n} photos changed", n)
        if n
        else tr("Labels changed"),
        "rotation": tr_n("1 photo rotated", "{n} photos rotated", n),
        "album": tr("Albums changed"),
        "event": tr("Suggested album dismissed"),
    }
    return texts.get(change.kind, change.text)


def undone_text(change: "Change") -> str:
    """Return what was taken back."""
    return tr("Undone: {what}", what=done_text(change))


def redone_text(change: "Change") -> str:
    """Return what was done again."""
    return tr("Done again: {what}", what=done_text(change))
