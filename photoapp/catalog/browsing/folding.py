"""Names as people type them."""

import unicodedata


def folded(text: str) -> str:
    """Return a text without what people leave out when they type: case, accents, more spaces."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
