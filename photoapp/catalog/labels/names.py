"""How labels are written: their names, their phrases, and how right they are to be."""

import unicodedata
from collections.abc import Iterable

from photoapp.catalog.spelling import caseless
from photoapp.errors import LabelError

USUAL_PRECISION = 0.9
LEAST_PRECISION, MOST_PRECISION = 0.5, 0.999
LONGEST_NAME = 100
LONGEST_PHRASE = 300
MOST_PHRASES = 50


def tidy_name(name: str, what: str = "label") -> str:
    """Return a name as it is kept, with single spaces; ``what`` has it, a label or a group.

    Raises:
        LabelError: it is empty, too long, or holds what no name may.

    """
    if not (tidied := _tidy(name)):
        raise LabelError(f"A {what} needs a name; type one.")
    if len(tidied) > LONGEST_NAME:
        raise LabelError(
            f"The name “{tidied[:40]}…” of a {what} has {len(tidied)} characters; "
            f"choose one of {LONGEST_NAME} at most, and say the rest in phrases."
        )
    if "|" in tidied:  # keywords in files are written as parent|child
        raise LabelError(f"The name “{tidied}” has a “|” in it; leave that out.")
    return tidied


def tidy_phrases(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return phrases as they are kept, each once; a ``;`` parts two, as in files.

    Raises:
        LabelError: there are too many, or one is too long.

    """
    first: dict[str, str] = {}
    for part in (_tidy(part) for phrase in phrases for part in phrase.split(";")):
        first.setdefault(caseless(part), part)
    tidied = tuple(filter(None, first.values()))
    if len(tidied) > MOST_PHRASES:
        raise LabelError(f"A label has {MOST_PHRASES} phrases at most, and these are more.")
    for phrase in tidied:
        if len(phrase) > LONGEST_PHRASE:
            raise LabelError(
                f"The phrase “{phrase[:40]}…” is too long; "
                f"say it in {LONGEST_PHRASE} characters at most."
            )
    return tidied


def checked_precision(precision: float) -> float:
    """Return how right suggestions are to be, as it can be asked for: 0.9, or 90 percent.

    Raises:
        LabelError: it is below 0.5 or above 0.999.

    """
    if 1 < precision <= 100:
        precision /= 100
    if not LEAST_PRECISION <= precision <= MOST_PRECISION:  # so that NaN is refused too
        raise LabelError(
            f"A precision is between {LEAST_PRECISION:.0%} and {MOST_PRECISION:.1%}, and not "
            f"{precision:.4g}; 0.9 lets 9 of 10 suggestions be right."
        )
    return precision


def _tidy(text: str) -> str:
    """Return a text in one line, with single spaces and nothing that can't be seen."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in composed)
    return " ".join(spaced.split())
