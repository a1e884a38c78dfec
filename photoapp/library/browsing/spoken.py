"""Which of the words that people type may stand in captions and keywords."""

import re

# They say how a picture is spoken of, not what it shows.
_TELLING_NOTHING = (
    "a an and at by for from in is my of on or our photo photos picture pictures"
    " some the their to with"
)
_IDLE = frozenset(_TELLING_NOTHING.split())


def spoken_words(text: str) -> list[str]:
    """Return the words of a query that describe something."""
    return [word for word in re.findall(r"[^\W_]+", text) if word.casefold() not in _IDLE]
