"""What a model of open_clip's is: how photos and words go in, and which files words need.

Told from open_clip's description of the architecture, without loading open_clip.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from photoapp.encoders.model_card import Preprocessing, Tokenizing
from photoapp.errors import ModelError

# Open_clip's own, where an architecture says nothing of it.
_CONTEXT_LENGTH = 77
_TOKENIZER = ("tokenizer.json",)
_TOKENIZER_OPTIONAL = ("tokenizer_config.json", "special_tokens_map.json")
# What the tokenizers that open_clip's architectures name fill a text up with: SigLIP's as in
# open_clip's tokenizer.py (SigLIP 2's many all have 0), the others' as in transformers.
_PAD_IDS = {
    "bert-base-uncased": 0,
    "facebook/nllb-200-distilled-1.3B": 1,
    "facebook/nllb-200-distilled-600M": 1,
    "facebook/xlm-v-base": 1,
    "google/mt5-base": 0,
    "google/mt5-xl": 0,
    "roberta-base": 1,
    "timm/ViT-B-16-SigLIP": 1,
    "timm/ViT-B-16-SigLIP-i18n-256": 1,
    "xlm-roberta-base": 1,
    "xlm-roberta-large": 1,
}
_PAD_ID_SIGLIP2 = 0


# How photos are prepared where an architecture says nothing of it: as for OpenAI's CLIP.
USUAL_PHOTOS = {
    "mean": (0.48145466, 0.4578275, 0.40821073),
    "std": (0.26862954, 0.26130258, 0.27577711),
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}


class _PublishedConfig(msgspec.Struct):
    """What an ``open_clip_config.json`` holds."""

    model_cfg: dict[str, Any]
    preprocess_cfg: dict[str, Any] = {}


@dataclass(frozen=True)
class RepositoryFiles:
    """Files of a repository: those a model must have, and those it may have."""

    repository: str
    names: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelSource:
    """Where a model's files are on a hub, and all that its architecture and tag say of it.

    Of ``weights`` the first that ``repository`` has is wanted. ``config`` is open_clip's of the
    architecture, with the activation that the weights were trained with. ``tokenizer`` is None
    where the words are cut up as OpenAI's CLIP does, which needs no files; ``text_config`` is
    where the text tower is one of transformers'.
    """

    architecture: str
    tag: str
    repository: str
    weights: tuple[str, ...]
    config: dict[str, Any]
    preprocessing: Preprocessing
    tokenizing: Tokenizing
    tokenizer: RepositoryFiles | None = None
    text_config: RepositoryFiles | None = None

    @property
    def name(self) -> str:
        """Architecture and tag, as a model is asked for."""
        return f"{self.architecture}/{self.tag}"


def describe_config(name: str, file: Path) -> ModelSource:
    """Return what a model is by the ``open_clip_config.json`` that lies beside its weights.

    Raises:
        ModelError: the file can't be read, says too little, or the model can't be used here.

    """
    try:
        read = msgspec.json.decode(file.read_bytes(), type=_PublishedConfig)
        photos = preprocessing_of(read.model_cfg, USUAL_PHOTOS | read.preprocess_cfg)
        return describe(name, read.model_cfg, photos)
    except OSError as error:
        raise ModelError(f"{file} can't be read: {error.strerror}.") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = (
            f"{file} does not say what the model is ({error}); fetch the open_clip_config.json "
            "that belongs to the weights."
        )
        raise ModelError(message) from error


def describe(
    architecture: str, config: dict[str, Any], preprocessing: Preprocessing
) -> ModelSource:
    """Return what a model is whose architecture open_clip describes by ``config``.

    Raises:
        ModelError: it can't be used here.

    """
    _refuse_unusable(architecture, config)
    text = config["text_cfg"]
    return ModelSource(
        architecture=architecture,
        tag="",
        repository="",
        weights=(),
        config=config,
        preprocessing=preprocessing,
        tokenizing=_tokenizing(text),
        tokenizer=_files(text.get("hf_tokenizer_name"), _TOKENIZER, _TOKENIZER_OPTIONAL),
        text_config=_files(text.get("hf_model_name"), ("config.json",)),
    )


def _refuse_unusable(architecture: str, config: dict[str, Any]) -> None:
    """Refuse what a model card has no words for, rather than to get it slightly wrong."""
    text = config["text_cfg"]
    tokenizer = text.get("hf_tokenizer_name")
    if text.get("tokenizer_mode") or text.get("tokenizer_kwargs", {}).keys() - {"clean"}:
        odd = "its way to cut words up"
    elif "multimodal_cfg" in config:
        odd = "writing captions"
    elif tokenizer and _pad_id(tokenizer) is None:
        odd = f"the tokenizer {tokenizer}"
    else:
        return
    raise ModelError(f"{architecture} can't be used here, where {odd} is unknown; choose another.")


def preprocessing_of(config: dict[str, Any], trained: dict[str, Any]) -> Preprocessing:
    """Return how photos are prepared for an architecture and what its weights were trained on."""
    edge = config["vision_cfg"]["image_size"]
    height, width = edge if isinstance(edge, list | tuple) else (edge, edge)
    return Preprocessing(
        size=(height, width),
        mean=tuple(trained["mean"]),
        std=tuple(trained["std"]),
        interpolation=trained["interpolation"],
        resize_mode=trained["resize_mode"],
    )


def _tokenizing(text: dict[str, Any]) -> Tokenizing:
    """Return how open_clip's get_tokenizer would go about an architecture's texts."""
    name = text.get("hf_tokenizer_name")
    clean = text.get("tokenizer_kwargs", {}).get("clean", "whitespace" if name else "lower")
    length = text.get("context_length", _CONTEXT_LENGTH)
    pad_id = _pad_id(name) if name else 0
    return Tokenizing("hf" if name else "clip", length, clean, pad_id or 0)


def _pad_id(tokenizer: str) -> int | None:
    return _PAD_ID_SIGLIP2 if "-SigLIP2" in tokenizer else _PAD_IDS.get(tokenizer)


def _files(
    repository: str | None, names: tuple[str, ...], optional: tuple[str, ...] = ()
) -> RepositoryFiles | None:
    return RepositoryFiles(repository, names, optional) if repository else None
