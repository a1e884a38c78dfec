"""As much of a tokenizer as a few texts can need.

The ``tokenizers`` library takes two seconds to read a vocabulary like SigLIP 2's, which a first
search would wait for. But a token can only be used where it stands in a text: a tokenizer of the
tokens that do, made of the same file, gives the texts the same ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import UNSET, Raw, UnsetType
from msgspec.structs import replace
from numpy.typing import NDArray

# Characters of the texts beyond which the whole tokenizer is worth its while.
_MOST = 2000


class _Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pieces of text to tokens; each of the library's four kinds has some of the fields."""

    type: str
    vocab: dict[str, int] | list[tuple[str, float]]
    merges: list[str | tuple[str, str]] | UnsetType = UNSET
    unk_id: int | UnsetType | None = UNSET
    unk_token: str | UnsetType | None = UNSET
    continuing_subword_prefix: str | UnsetType | None = UNSET
    end_of_word_suffix: str | UnsetType | None = UNSET
    byte_fallback: bool | UnsetType = UNSET
    dropout: float | UnsetType | None = UNSET
    fuse_unk: bool | UnsetType = UNSET
    ignore_merges: bool | UnsetType = UNSET
    max_input_chars_per_word: int | UnsetType = UNSET


class _Added(msgspec.Struct, frozen=True):
    content: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    model: _Model
    version: str = "1.0"
    added_tokens: list[_Added] = []
    normalizer: Raw = Raw(b"null")
    pre_tokenizer: Raw = Raw(b"null")
    post_processor: Raw = Raw(b"null")
    decoder: Raw = Raw(b"null")
    truncation: Raw = Raw(b"null")
    padding: Raw = Raw(b"null")


@dataclass(frozen=True)
class Part:
    """A tokenizer of a few tokens.

    ``numbers`` are the true ones of its tokens, the special ones aside, where it gives others.
    """

    backend: Any
    numbers: NDArray[np.int64] | None


class Vocabulary:
    """A ``tokenizer.json`` to take tokens from.

    Raises:
        OSError: it can't be read.
        msgspec.MsgspecError: it is of a form unknown here.

    """

    def __init__(self, file: Path) -> None:
        self._file = msgspec.json.decode(file.read_bytes(), type=_File)
        self._model = model = self._file.model
        self._prefix = model.continuing_subword_prefix or ""
        self._suffix = model.end_of_word_suffix or ""
        self._known = _numbers(model)
        self._longest = max(map(len, self._known), default=0)
        self._frame = self._part(set()).backend
        added = [token.content for token in self._file.added_tokens]
        self._added = {*added, *map(self._normalise, added)} - {""}

    def part_for(self, texts: Sequence[str]) -> Part | None:
        """Return a tokenizer that serves these texts as the whole one does.

        There is none where the texts are long, or hold what isn't made of the vocabulary's own
        letters: a special token spelt out, or a character that is unknown.
        """
        if sum(map(len, texts)) > _MOST:
            return None
        normalised = [self._normalise(text) for text in texts]
        if any(token in text for token in self._added for text in (*texts, *normalised)):
            return None
        pieces = {piece for text in normalised for piece in self._pieces(text) if piece}
        if not all(self._is_spelt(piece) for piece in pieces):
            return None
        return self._part({token for piece in pieces for token in self._tokens(piece)})

    def _normalise(self, text: str) -> str:
        step = self._frame.normalizer
        return step.normalize_str(text) if step else text

    def _pieces(self, normalised: str) -> list[str]:
        step = self._frame.pre_tokenizer
        return [piece for piece, _ in step.pre_tokenize_str(normalised)] if step else [normalised]

    def _is_spelt(self, piece: str) -> bool:
        """Whether the vocabulary has what merging or weighing starts from: each character."""
        if self._model.type not in ("BPE", "Unigram"):
            return True
        symbols = [(self._prefix if n else "") + letter for n, letter in enumerate(piece)]
        return all(symbol in self._known for symbol in [*symbols[:-1], symbols[-1] + self._suffix])

    def _tokens(self, piece: str) -> Iterator[str]:
        """Give each token that stands in a piece of text."""
        for start in range(len(piece)):
            for end in range(start + 1, min(len(piece), start + self._longest) + 1):
                for prefix, suffix in product({"", self._prefix}, {"", self._suffix}):
                    token = prefix + piece[start:end] + suffix
                    if token in self._known:
                        yield token

    def _part(self, tokens: set[str]) -> Part:
        from tokenizers import Tokenizer

        vocab, numbers = self._model.vocab, None
        if isinstance(vocab, dict):
            model = self._of_names(tokens, vocab)
        else:
            model, numbers = self._of_weights(tokens, vocab)
        file = replace(self._file, model=model, added_tokens=[])
        return Part(Tokenizer.from_str(msgspec.json.encode(file).decode()), numbers)

    def _of_names(self, tokens: set[str], vocab: dict[str, int]) -> _Model:
        kept = {token: vocab[token] for token in tokens | {self._model.unk_token} if token in vocab}
        if not self._model.merges:
            return replace(self._model, vocab=kept)
        wanted = {pair for token in tokens for pair in self._pairs(token)}
        merges = list(filter(wanted.__contains__, self._model.merges))
        return replace(self._model, vocab=kept, merges=merges)

    def _pairs(self, token: str) -> Iterator[str | tuple[str, str]]:
        """Give the merges that a token can come of, in both forms that a file can have."""
        for cut in range(1, len(token)):
            pair = (token[:cut], self._prefix + token[cut:])
            yield from (pair, " ".join(pair))

    def _of_weights(
        self, tokens: set[str], vocab: list[tuple[str, float]]
    ) -> tuple[_Model, NDArray[np.int64]]:
        unknown = [self._model.unk_id] if isinstance(self._model.unk_id, int) else []
        numbers = [*unknown, *(self._known[token] for token in tokens)]
        kept = [vocab[number] for number in numbers]
        model = replace(self._model, vocab=kept, unk_id=0 if unknown else None)
        return model, np.array(numbers, dtype=np.int64)


def _numbers(model: _Model) -> dict[str, int]:
    if isinstance(model.vocab, dict):
        return model.vocab
    return {token: number for number, (token, _) in enumerate(model.vocab)}


def compact(tokenizer_json: str) -> str:
    """Return a ``tokenizer.json`` in the form that is read fastest: each merge one string."""
    said = msgspec.json.decode(tokenizer_json)
    merges = said["model"].get("merges", [])
    parts = [part for merge in merges if isinstance(merge, list) for part in merge]
    if parts and not any(" " in part for part in parts):
        said["model"]["merges"] = [" ".join(merge) for merge in merges]
    return msgspec.json.encode(said).decode()
