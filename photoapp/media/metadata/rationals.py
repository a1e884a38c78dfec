"""Numbers as metadata writes them: "1/250", "51/1 30/1 0/0", "2.8"; what is no number is None."""

import math
import re
from collections.abc import Callable


def numbers(text: str) -> list[float | None]:
    """Return each of the numbers in a text that spaces part."""
    return [number(word) for word in text.split()]


def number(text: str) -> float | None:
    """Return one number, finite; None for "0/0", "inf" and words."""
    match = re.fullmatch(r"\s*([-+]?[0-9.]+)(?:\s*/\s*([-+]?[0-9]+))?\s*", text)
    if match is None:
        return None
    try:
        value = float(match[1]) / float(match[2] or 1)
    except (ValueError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def between(low: float, high: float) -> Callable[[str], float | None]:
    """Return a reader of the first number in a text, None unless it lies in these bounds."""

    def read(text: str) -> float | None:
        value = next(iter(numbers(text)), None)
        return value if value is not None and low <= value <= high else None

    return read
