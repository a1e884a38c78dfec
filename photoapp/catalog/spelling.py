"""Words, as they are told from one another."""

import unicodedata


def caseless(word: str) -> str:
    """Return a word without its case: what makes it the same word, in any script.

    SQLite's own NOCASE folds ASCII only.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
