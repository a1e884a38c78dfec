"""Tokens are those that open_clip makes."""

from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photoapp.encoders.clip.tokenizing import Tokenizer, clip_tokenizer_json
from photoapp.encoders.model_card import Tokenizing
from photoapp.errors import ModelError

from .tiny_models import PAD, WORDS, save_word_tokenizer

pytestmark = pytest.mark.filterwarnings("ignore")  # open_clip's and transformers' own

Clean = Literal["lower", "whitespace", "canonicalize"]

# What is special to one of the steps, between which anything may stand.
_PARTS = [
    *("<start_of_text>", "<end_of_text>", "<\u017ftart_of_text>", "'s", "'LL", "'\u017f", "can't"),
    *("&amp;lt;", "&amp;amp;amp;", "&eacute;", "&#x27;", "&nbsp", "_", "__init__", "!!", "<", ">"),
    *("\ufb06", "\u0130", "\u212a", "ﬁ", "Ａ", "\u2019", "“quoted”", "schÃ¶n", "\u200b", "\ufeff"),  # noqa: RUF001
    *(
        "\x00",
        "\x1b[31m",
        "\x1c",
        "\x85",
        "\u3000",
        "\t",
        "\r\n",
        "e\u0301",
        "👩‍👩‍👧",
        "東京",
        "١٢٣",
        "½",
    ),
    *("photograph", "2023", "IMG_0042.JPG", "antidisestablishmentarianism", *WORDS, PAD, "</s>"),
]
# The engine of `tokenizers` knows the characters up to Unicode 16, and so no fewer than Python.
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cn"])
TEXTS = st.one_of(
    st.text(_CHARACTERS),
    st.lists(st.sampled_from(_PARTS) | st.text(_CHARACTERS, max_size=3)).map("".join),
    st.lists(st.sampled_from(_PARTS)).map(" ".join),
)


def _clip(folder: Path, length: int, clean: Clean = "lower") -> Tokenizer:
    path = folder / "tokenizer.json"
    path.write_text(clip_tokenizer_json(), encoding="utf-8")
    return Tokenizer(path, Tokenizing("clip", length, clean))


def _check(ours: Tokenizer, theirs: Any, texts: st.SearchStrategy[str]) -> None:
    @settings(max_examples=150, deadline=None)
    @given(texts)
    def equal(text: str) -> None:
        assert ours([text]).tolist() == theirs([text]).tolist()

    equal()


@pytest.mark.parametrize("clean", ["lower", "whitespace", "canonicalize"])
def test_clip_tokens_are_those_of_open_clip(clean: Clean, tmp_path: Path) -> None:
    from open_clip import SimpleTokenizer

    theirs = SimpleTokenizer(context_length=24, clean=clean)  # short: many are cut
    _check(_clip(tmp_path, 24, clean), theirs, TEXTS)


def test_special_tokens_spelt_out_are_themselves(tmp_path: Path) -> None:
    from open_clip import SimpleTokenizer

    texts = ["<Start_of_text><END_OF_TEXT>", "!<start_of_text> a<end_of_text>", "<start _of_text>"]
    assert _clip(tmp_path, 20)(texts).tolist() == SimpleTokenizer(context_length=20)(texts).tolist()


def test_long_texts_keep_their_end_token(tmp_path: Path) -> None:
    import open_clip

    texts = ["dog " * 100, "dog " * 75, "dog " * 76, ""]
    ids = _clip(tmp_path, 77)(texts)
    assert ids.tolist() == open_clip.tokenize(texts).tolist()
    assert ids[0, -1] == 49407


def test_the_vocabulary_is_that_of_open_clip() -> None:
    from open_clip import SimpleTokenizer
    from tokenizers import Tokenizer as Backend

    ours = Backend.from_str(clip_tokenizer_json()).get_vocab()
    theirs = SimpleTokenizer().encoder
    special = {"<start_of_text>", "<end_of_text>"}
    assert {token: ours[token] for token in theirs if token not in special} == {
        token: number for token, number in theirs.items() if token not in special
    }


@pytest.mark.parametrize("clean", ["whitespace", "canonicalize", "lower"])
def test_word_tokens_are_those_of_open_clip(clean: Clean, tmp_path: Path) -> None:
    from open_clip.tokenizer import HFTokenizer

    save_word_tokenizer(tmp_path)
    theirs = HFTokenizer(str(tmp_path), context_length=10, clean=clean)
    ours = Tokenizer(tmp_path / "tokenizer.json", Tokenizing("hf", 10, clean, pad_id=1))
    _check(ours, theirs, TEXTS)


def test_unigram_tokens_are_those_of_open_clip(tmp_path: Path) -> None:
    """As XLM-R, SigLIP and mT5 have them: SentencePiece's, with an end token."""
    from open_clip.tokenizer import HFTokenizer
    from tokenizers import Tokenizer as Backend
    from tokenizers import models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    pieces = [
        ("<pad>", 0.0),
        ("</s>", 0.0),
        ("<unk>", -9.0),
        ("▁", -2.0),
        ("do", -3.0),
        ("g", -3.5),
    ]
    backend = Backend(models.Unigram([*pieces, ("▁dog", -4.0), ("s", -3.0)], unk_id=2))
    backend.normalizer = normalizers.NFKC()
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    backend.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 1)]
    )
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=backend, pad_token="<pad>", eos_token="</s>", truncation_side="left"
    )
    wrapped.save_pretrained(tmp_path)
    theirs = HFTokenizer(str(tmp_path), context_length=8, clean="canonicalize")
    theirs(["a"])  # which sets how texts are cut
    (tmp_path / "tokenizer.json").write_text(theirs.tokenizer.backend_tokenizer.to_str())
    ours = Tokenizer(tmp_path / "tokenizer.json", Tokenizing("hf", 8, "canonicalize"))
    _check(ours, theirs, st.text("dogs D_.") | TEXTS)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        Tokenizer(tmp_path / "tokenizer.json", Tokenizing("hf", 8, "lower"))


def test_many_texts_have_the_tokens_that_they_have_alone(tmp_path: Path) -> None:
    """Few texts take a part of the vocabulary, many the whole."""
    ours = _clip(tmp_path, 20)
    texts = [f"{colour} {thing} {n}" for colour in WORDS for thing in WORDS for n in range(3)]
    alone = [ours([text]).tolist()[0] for text in texts[:40]]
    assert ours(texts)[:40].tolist() == alone
    assert ours(texts[:2]).tolist() == alone[:2]


def test_no_texts_have_no_tokens(tmp_path: Path) -> None:
    assert _clip(tmp_path, 20)([]).shape == (0, 20)
