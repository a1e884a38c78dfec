"""A photo's card in words: for screen readers, and under the mouse."""

from typing import TYPE_CHECKING

from photoapp.gui.language import tr, tr_n

if TYPE_CHECKING:
    from photoapp.library.browsing import Card


def remarks(card: "Card | None", suggested: bool = False) -> str:
    """Return a photo's name, and whether it is damaged, unreadable or on a missing drive.

    ``suggested``: it is not tagged with the label that was searched for, which a model suggests.
    """
    if card is None:
        return ""
    said = [tr("damaged")] if card.damaged else []
    said += [tr("offline")] if card.offline else []
    lines = [f"{card.name} ({', '.join(said)})" if said else card.name, card.failure or ""]
    lines += [tr("The label is only suggested")] if suggested else []
    return "\n".join(line for line in lines if line)


def in_words(card: "Card | None", suggested: bool = False) -> str:
    """Return all that is written on a photo; empty while it is not known."""
    if card is None:
        return ""
    said = [card.name]
    if card.rating:
        said.append(tr_n("{n} star", "{n} stars", card.rating))
    if card.flag != "none":
        said.append(tr("picked") if card.flag == "pick" else tr("rejected"))
    if card.color != "none":
        said.append(_color_text(card.color))
    said += [tr("offline")] if card.offline else []
    said += [tr("only suggested")] if suggested else []
    return ", ".join(said)


def _color_text(color: str) -> str:
    return {
        "red": tr("red label"),
        "yellow": tr("yellow label"),
        "green": tr("green label"),
        "blue": tr("blue label"),
        "purple": tr("purple label"),
    }[color]
