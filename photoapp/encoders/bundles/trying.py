"""A bundle is tried before it counts: it must read words and see pictures as open_clip does."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from photoapp.encoders.clip.tokenizing import Tokenizer
from photoapp.encoders.clip.words import ClipWords
from photoapp.encoders.model_card import ModelCard, OpenClip
from photoapp.encoders.protocol import Floats
from photoapp.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Short and long, in several scripts, with signs and stops: what makes tokenizers differ.
_TEXTS = (
    "a dog on a beach",
    "",
    "Sunset at the beach, 2023-07-01; it's 25 °C!",
    "Ein Fußgängerübergang im Schnee, schön",
    "猫が椅子の上で寝ている",
    "кот на диване",
    "  spaces \t and\nlines <b>&amp;</b> 🐈 ",
    "a very long description of a photo " * 30,
)
# numpy's vectors are torch's to within rounding; a wrong pooling or mask is far below this.
_SAME = 0.9999


def words_by(card: ModelCard, folder: Path, extras: Path | None) -> OpenClip:
    """Return what is said of a model, with what its words are to be read by.

    That is numpy if it gives the vectors that torch gives, else torch. ``extras`` is the folder
    of the tokenizer's published files, if it has some.

    Raises:
        ModelError: the words are not cut up as open_clip does, or the vectors are no numbers.

    """
    said = card.open_clip
    assert said is not None
    _check_tokens(said, folder, extras)
    by_torch = _vectors(card, folder, msgspec.structs.replace(said, words_by="torch"))
    if not np.isfinite(by_torch).all() or by_torch.shape[1] != card.dim:
        raise ModelError("The model's words make no vectors; its weights are not usable.")
    by_numpy = msgspec.structs.replace(said, words_by="numpy")
    try:
        vectors = _vectors(card, folder, by_numpy)
    except ModelError:  # a tower that is not written out here
        return said
    return by_numpy if ((vectors * by_torch).sum(1) > _SAME).all() else said


def feature_length(card: ModelCard, folder: Path) -> int:
    """Return the length of the backbone's features, having looked at two pictures.

    Raises:
        ModelError: the pictures make no vectors.

    """
    from photoapp.encoders.clip.image_tower import load_image_tower

    said = card.open_clip
    assert said is not None
    tower = load_image_tower(said, folder / card.weights["image"].file)
    shape = (2, *said.preprocessing.size, 3)
    pictures = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    vectors = tower.project(tower.features(pictures))
    if not np.isfinite(vectors).all() or vectors.shape != (2, card.dim):
        raise ModelError("The model's pictures make no vectors; its weights are not usable.")
    return tower.feature_dim


def _vectors(card: ModelCard, folder: Path, said: OpenClip) -> Floats:
    return ClipWords(msgspec.structs.replace(card, open_clip=said), folder).encode_texts(_TEXTS)


def _check_tokens(said: OpenClip, folder: Path, extras: Path | None) -> None:
    if said.tokenizing.kind == "clip":
        theirs = _clip_tokens(said)
    elif extras and (extras / "tokenizer_config.json").is_file():
        theirs = _hf_tokens(said, extras)
    else:  # what it fills texts up with is said nowhere, and open_clip could not use it either
        return
    ours = Tokenizer(folder / "tokenizer.json", said.tokenizing)(_TEXTS)
    if not np.array_equal(ours, theirs):
        message = (
            "The model's tokenizer.json does not cut words up as open_clip does; "
            "fetch the one that belongs to the model."
        )
        raise ModelError(message)


def _clip_tokens(said: OpenClip) -> "NDArray[np.int64]":
    from open_clip.tokenizer import SimpleTokenizer

    tokenize = SimpleTokenizer(context_length=said.tokenizing.context_length)
    return np.asarray(tokenize(list(_TEXTS)), dtype=np.int64)


def _hf_tokens(said: OpenClip, extras: Path) -> "NDArray[np.int64]":
    from open_clip.tokenizer import HFTokenizer

    length, clean = said.tokenizing.context_length, said.tokenizing.clean
    tokenize = HFTokenizer(str(extras), context_length=length, clean=clean)
    return np.asarray(tokenize(list(_TEXTS)), dtype=np.int64)
