"""The half of a personalised model that reads words."""

from collections.abc import Callable, Sequence

from photoapp.encoders.model_card import ModelCard
from photoapp.encoders.personal.correction import Correction
from photoapp.encoders.personal.names import Names
from photoapp.encoders.protocol import Floats, TextEncoder

# What stands for a text that says a name and nothing else: it does not count.
_NOTHING = "a photo"


class PersonalWords:
    """A model's words, corrected, with names that it learned.

    Args:
        card: of the personalised model.
        base: what reads the words; it is loaded from the same bundle.
        correction: what was learned.

    """

    def __init__(self, card: ModelCard, base: TextEncoder, correction: Correction) -> None:
        self.model_id = card.id
        self.dim = card.dim
        self._reader = base
        self._correction = correction

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """Return an L2-normalised vector for each text: (n, dim)."""
        return read_words(self._plain, texts, self._correction.names)

    def _plain(self, texts: Sequence[str]) -> Floats:
        start = self._reader.encode_texts(texts)
        corrected = self._correction.texts
        return corrected.images(start, start) if corrected else start


def read_words(
    encode: Callable[[Sequence[str]], Floats], texts: Sequence[str], names: Names | None
) -> Floats:
    """Return vectors of texts that may say names; ``encode`` makes those of what they say else."""
    if names is None:
        return encode(texts)
    found = [names.found(text) for text in texts]
    rest = [_rest(text, *said) for text, said in zip(texts, found, strict=True)]
    rows, left = [said[0] for said in found], [bool(said[1]) for said in found]
    return names.words(encode(rest), rows, left)


def _rest(text: str, rows: Sequence[int], left: str) -> str:
    return left or (_NOTHING if rows else text)
