"""Texts to tokens, as open_clip's tokenizers make them, without importing it."""

import gzip
import html
import importlib.util
import json
import string
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.clip.vocabulary import Vocabulary
from photoapp.encoders.model_card import Tokenizing
from photoapp.errors import ModelError

_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
# As in open_clip's SimpleTokenizer, which ignores case: a long s is an s.
_PIECES = (
    r"<[s\u017f]tart_of_text>|<end_of_text>|'(?i:s|t|re|ve|m|ll|d)"
    r"|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+"
)
_MERGES = 49152 - 256 - 2  # more are in the file than open_clip takes


class Tokenizer:
    """Texts to tokens, padded and cut to one length.

    Args:
        file: a ``tokenizer.json`` of the ``tokenizers`` library; it places the special tokens too.
        tokenizing: how texts are tidied first, and the length.

    Raises:
        ModelError: the file is not one.

    """

    def __init__(self, file: Path, tokenizing: Tokenizing) -> None:
        self._file, self._tokenizing = file, tokenizing
        self._vocabulary: Vocabulary | None = None
        self._whole: Any = None  # what many texts take, and takes long to read
        try:
            self._vocabulary = Vocabulary(file)
        except Exception:  # the library raises nothing narrower; the whole says what is wrong
            self._whole = self._read()

    def __call__(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the tokens of each text: (n, context_length)."""
        tidied = [_tidy(text, self._tokenizing.clean) for text in texts]
        if vocabulary := self._vocabulary:
            if part := vocabulary.part_for(tidied):
                return self._encode(tidied, self._prepared(part.backend), part.numbers)
            self._whole = self._whole or self._read()
            self._vocabulary = None
        return self._encode(tidied, self._whole)

    def _read(self) -> Any:
        from tokenizers import Tokenizer as Backend

        try:
            return self._prepared(Backend.from_file(str(self._file)))
        except Exception as error:  # the library raises nothing narrower
            message = f"The tokenizer {self._file} can't be read ({error}); get the model anew."
            raise ModelError(message) from error

    def _prepared(self, backend: Any) -> Any:
        length, pad_id = self._tokenizing.context_length, self._tokenizing.pad_id
        cut, pad = backend.truncation or {}, backend.padding or {}
        backend.enable_truncation(length, direction=cut.get("direction", "right"))
        side = pad.get("direction", "right")
        backend.enable_padding(length=length, pad_id=pad_id, direction=side)
        return backend

    def _encode(
        self, tidied: list[str], backend: Any, numbers: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        encoded = backend.encode_batch(tidied)
        shape = (len(tidied), self._tokenizing.context_length)
        ids = np.array([one.ids for one in encoded], dtype=np.int64).reshape(shape)
        if numbers is None:
            return ids
        special = np.array([one.special_tokens_mask for one in encoded], dtype=np.bool_)
        return np.where(special.reshape(shape), ids, numbers.take(ids, mode="clip"))


def _tidy(text: str, clean: str) -> str:
    text = _mend(text)
    if clean == "canonicalize":
        text = text.replace("_", " ").translate(_NO_PUNCTUATION)
    text = " ".join(text.split())
    return text if clean == "whitespace" else text.lower()


def _mend(text: str) -> str:
    # Plain text needs no mending, and importing ftfy takes 60 ms.
    if text.isascii() and text.isprintable() and "&" not in text:
        return text
    import ftfy

    return html.unescape(html.unescape(ftfy.fix_text(text)))


def clip_tokenizer_json() -> str:
    """Return a ``tokenizer.json`` that does what open_clip's ``SimpleTokenizer`` does.

    It is made of the vocabulary that open_clip carries; context length and padding are left open.
    Two differences are known: letters and digits newer than Unicode 16 are taken for punctuation,
    as the ``tokenizers`` library takes them; and where a model's texts keep their case, a special
    token that is spelt out in capitals is words.

    Raises:
        ModelError: open_clip is not installed.

    """
    merges = _open_clip_merges()
    # Each byte has a character that stands for it: its own where that can be seen.
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    characters = [chr(code) for code in seen + list(range(0x100, 0x200 - len(seen)))]
    tokens = [*characters, *(f"{c}</w>" for c in characters), *("".join(m) for m in merges)]
    vocabulary = {token: number for number, token in enumerate(tokens)}
    start, end = len(tokens), len(tokens) + 1
    # A special token can be spelt out in a text too, where the pattern finds it: merges that
    # only it can need bring it together, through tokens that never remain.
    for name, number in (("start", start), ("end", end)):
        parts = ["<", name, "_", "of", "_", "text", "></w>"]
        for length in range(2, len(parts) + 1):
            merges.append(("".join(parts[: length - 1]), parts[length - 1]))
            vocabulary["".join(parts[:length])] = end + len(merges) - _MERGES
        vocabulary["".join(parts)] = number
    return json.dumps(_description(vocabulary, merges, start, end), ensure_ascii=False)


def _open_clip_merges() -> list[tuple[str, str]]:
    spec = importlib.util.find_spec("open_clip")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("open_clip is not installed; install photoapp again.")
    file = Path(spec.submodule_search_locations[0]) / "bpe_simple_vocab_16e6.txt.gz"
    lines = gzip.decompress(file.read_bytes()).decode().split("\n")[1 : _MERGES + 1]
    return [(first, second) for first, second in (line.split() for line in lines)]


def _description(
    vocabulary: dict[str, int], merges: list[tuple[str, str]], start: int, end: int
) -> dict[str, Any]:
    split = {"type": "Split", "pattern": {"Regex": _PIECES}, "behavior": "Removed", "invert": True}
    to_bytes = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}
    special = [{"SpecialToken": {"id": name, "type_id": 0}} for name in ("start", "end")]
    return {
        "version": "1.0",
        "added_tokens": [],
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [split, to_bytes | {"use_regex": False}],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [special[0], {"Sequence": {"id": "A", "type_id": 0}}, special[1]],
            "pair": [],
            "special_tokens": {
                name: {"id": name, "ids": [number], "tokens": [name]}
                for name, number in (("start", start), ("end", end))
            },
        },
        "model": {
            "type": "BPE",
            "end_of_word_suffix": "</w>",
            "vocab": vocabulary,
            # The library reads merges in one string each a third faster than as pairs.
            "merges": [" ".join(merge) for merge in merges],
        },
    }
