"""What may be said of many photos: a personalised model is to think of it as before."""

from functools import cache
from importlib.resources import files


@cache
def things() -> tuple[str, ...]:
    """Return some hundred everyday prompts."""
    text = (files("resources") / "background" / "prompts.txt").read_text("utf-8")
    return tuple(text.split("\n")[:-1])


def reminders() -> tuple[str, ...]:
    """Return the half of them by which towers are kept from forgetting."""
    return things()[::2]


def questions() -> tuple[str, ...]:
    """Return the other half, of which nothing was said: what is asked of towers afterwards."""
    return things()[1::2]
