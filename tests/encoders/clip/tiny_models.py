"""Tiny open_clip models with random weights, and bundles of them on the disk: the half of words.

``CONFIGS`` names them. What they are like is what tells published models from each other: ViT-B-32
("clip"), OpenAI's own ("quickgelu"), SigLIP 2, MobileCLIP, those with XLM-V's vocabulary
("worldwide"), CoCa, and those whose text tower is Hugging Face's.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from photoapp.encoders.clip.tokenizing import clip_tokenizer_json
from photoapp.encoders.model_card import (
    ModelCard,
    OpenClip,
    Preprocessing,
    Tokenizing,
    WeightFile,
)

DIM = 48
VISION = {"image_size": 32, "patch_size": 16, "layers": 1, "width": 32, "head_width": 16}
WORDS = ("a", "the", "dog", "cat", "red", "sunset", "at", "beach", "in", "of", "two", "snow")
# The words' own vocabulary has four special tokens before them.
START, PAD, END, UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
_VOCABULARY = [START, PAD, END, UNKNOWN, *WORDS]

_SHAPE = {"width": 64, "heads": 4, "layers": 2}
_OF_WORDS = {"context_length": 12, "vocab_size": len(_VOCABULARY), "hf_tokenizer_name": "tiny"}
_SIGLIP2 = {
    "no_causal_mask": True,
    "pool_type": "last",
    "proj_bias": True,
    "norm_kwargs": {"eps": 1e-6},
    "act_kwargs": {"approximate": "tanh"},
    "tokenizer_kwargs": {"clean": "canonicalize"},
}
_HF = {"hf_model_name": "tiny", "hf_tokenizer_name": "tiny", "context_length": 12}

CONFIGS: dict[str, dict[str, Any]] = {
    "clip": {"text_cfg": _SHAPE},
    "quickgelu": {"text_cfg": _SHAPE, "quick_gelu": True},
    "siglip2": {"text_cfg": _SHAPE | _OF_WORDS | _SIGLIP2, "custom_text": True},
    "unprojected": {
        "text_cfg": _SHAPE | _OF_WORDS | _SIGLIP2 | {"proj_type": "none", "width": DIM},
        "custom_text": True,
    },
    "mobileclip": {"text_cfg": _SHAPE | {"no_causal_mask": True}, "custom_text": True},
    "worldwide": {"text_cfg": _SHAPE | _OF_WORDS | {"pool_type": "eos", "eos_id": 2}},
    "first": {"text_cfg": _SHAPE | _OF_WORDS | {"pool_type": "first"}},
    "last": {"text_cfg": _SHAPE | _OF_WORDS | {"pool_type": "last"}},
    "layer-scale": {"text_cfg": _SHAPE | _OF_WORDS | {"ls_init_value": 0.5}, "custom_text": True},
    "coca": {"text_cfg": _SHAPE | {"context_length": 76, "embed_cls": True}, "custom_text": True},
    "xlm-roberta": {"text_cfg": _HF},
    "roberta": {"text_cfg": _HF | {"hf_proj_type": "linear"}},
    "bert": {"text_cfg": _HF | {"hf_proj_type": "linear", "hf_pooler_type": "cls_pooler"}},
    "bert-bare": {"text_cfg": _HF | {"hf_proj_type": None, "hf_pooler_type": None}},
    "custom-blocks": {"text_cfg": _SHAPE | _OF_WORDS | {"scale_attn": True}},
    "mt5": {"text_cfg": _HF},
}
_BY_TORCH = ("custom-blocks", "mt5")

_BERT = {
    "model_type": "bert",
    "vocab_size": len(_VOCABULARY),
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 96,
    "max_position_embeddings": 20,
    "pad_token_id": 1,
}
_ROBERTA = _BERT | {"model_type": "roberta", "layer_norm_eps": 1e-5}
_MT5 = {"vocab_size": len(_VOCABULARY), "d_model": 64, "d_kv": 16, "d_ff": 96, "num_heads": 4}
HF_CONFIGS: dict[str, dict[str, Any]] = {
    "xlm-roberta": _ROBERTA | {"model_type": "xlm-roberta"},
    "roberta": _ROBERTA,
    "bert": _BERT,
    "bert-bare": _BERT | {"hidden_size": DIM},
    "mt5": _MT5 | {"model_type": "mt5", "num_layers": 2, "pad_token_id": 1},
}


@dataclass(frozen=True)
class TinyBundle:
    """A bundle on the disk, and what open_clip makes of the same weights."""

    folder: Path
    card: ModelCard
    model: Any
    """``open_clip.CLIP`` or ``CustomTextCLIP``, evaluating."""
    tokenizer: Callable[[list[str]], Any]
    """open_clip's own."""


def tiny_model(name: str, folder: Path, seed: int = 0) -> Any:
    """Return an open_clip model whose every weight is random; ``folder`` takes its HF config."""
    import torch
    from open_clip.model import CLIP, CustomTextCLIP

    torch.manual_seed(seed)
    config = CONFIGS[name]
    text = dict(config["text_cfg"])
    if name in HF_CONFIGS:
        path = folder / "text_config.json"
        path.write_text(json.dumps(HF_CONFIGS[name]))
        text |= {"hf_model_name": str(path), "hf_model_pretrained": False}
    custom = config.get("custom_text", name in HF_CONFIGS)
    quick = config.get("quick_gelu", False)
    model = (CustomTextCLIP if custom else CLIP)(DIM, VISION, text, quick_gelu=quick)
    with torch.no_grad():
        for parameter in model.parameters():  # norms and biases begin as ones and zeros
            if parameter.ndim == 1:
                parameter.add_(torch.randn_like(parameter), alpha=0.2)
    return model.eval()


def tiny_bundle(name: str, folder: Path, half: bool = False) -> TinyBundle:
    """Write a bundle's half of words; ``half`` stores (and computes with) weights of float16."""
    from safetensors.torch import save_file

    model = tiny_model(name, folder)
    if half:
        model = model.half().float()
    tower = {
        key.removeprefix("text."): (tensor.half() if half else tensor).contiguous()
        for key, tensor in model.state_dict().items()
        if not key.startswith(("visual.", "logit_"))
    }
    save_file(tower, folder / "text.safetensors")
    tokenizer = tiny_tokenizer(name, folder)
    card = _card(name, folder)
    (folder / "model.json").write_bytes(msgspec.json.encode(card))
    return TinyBundle(folder, card, model, tokenizer)


def tiny_tokenizer(name: str, folder: Path) -> Callable[[list[str]], Any]:
    """Write ``tokenizer.json``, and return open_clip's own tokenizer."""
    from open_clip.tokenizer import HFTokenizer, SimpleTokenizer

    text = CONFIGS[name]["text_cfg"]
    if "hf_tokenizer_name" not in text:
        (folder / "tokenizer.json").write_text(clip_tokenizer_json(), encoding="utf-8")
        return SimpleTokenizer(context_length=text.get("context_length", 77))
    save_word_tokenizer(folder)
    return HFTokenizer(str(folder), text["context_length"], **text.get("tokenizer_kwargs", {}))


def save_word_tokenizer(folder: Path) -> None:
    """Write a Hugging Face tokenizer that knows ``WORDS``."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    vocabulary = {word: number for number, word in enumerate(_VOCABULARY)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{START} $A {END}", special_tokens=[(START, 0), (END, 2)]
    )
    special = {"pad_token": PAD, "bos_token": START, "eos_token": END, "unk_token": UNKNOWN}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)


def _card(name: str, folder: Path) -> ModelCard:
    text = CONFIGS[name]["text_cfg"]
    by_words = "hf_tokenizer_name" in text
    clean: Literal["lower", "whitespace"] = "whitespace" if by_words else "lower"
    tokenizing = Tokenizing(
        kind="hf" if by_words else "clip",
        context_length=text.get("context_length", 77),
        clean=text.get("tokenizer_kwargs", {}).get("clean", clean),
        pad_id=1 if by_words else 0,
    )
    preprocessing = Preprocessing((32, 32), (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    files = {"text": "text.safetensors", "tokenizer": "tokenizer.json"}
    if name in HF_CONFIGS:
        files["text_config"] = "text_config.json"
    config = {"embed_dim": DIM, "vision_cfg": VISION, **CONFIGS[name]}
    words_by: Literal["torch", "numpy"] = "torch" if name in _BY_TORCH else "numpy"
    return ModelCard(
        id=f"tiny-{name}",
        architecture="open_clip",
        dim=DIM,
        feature_dim=DIM,
        input_size=32,
        logit_scale=10.0,
        licence="none",
        parent=None,
        weights={part: weight_file(folder / file) for part, file in files.items()},
        open_clip=OpenClip(config, preprocessing, tokenizing, words_by),
    )


def weight_file(path: Path) -> WeightFile:
    """Return how a card names a file of its bundle."""
    return WeightFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
