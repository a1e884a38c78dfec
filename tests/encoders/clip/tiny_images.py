"""Tiny open_clip image towers with random weights, and bundles of them on the disk.

``CONFIGS`` names them; each has what tells published models of a kind from others.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photoapp.encoders.model_card import ModelCard, OpenClip, Preprocessing, Tokenizing, WeightFile
from photoapp.encoders.protocol import Floats, Pixels

MEAN, STD = (0.48, 0.46, 0.41), (0.27, 0.26, 0.28)
_TEXT = {"context_length": 8, "vocab_size": 50, "width": 16, "heads": 2, "layers": 1}
_VIT = {"image_size": 64, "layers": 3, "width": 96, "patch_size": 32, "head_width": 32}
_TIMM_VIT = {"timm_model_name": "test_vit", "image_size": 160}
_CONVNET = {"timm_model_name": "test_convnext", "image_size": 160}

CONFIGS: dict[str, dict[str, Any]] = {
    "vit": {"embed_dim": 24, "vision_cfg": _VIT},  # ViT-B-32
    "quickgelu": {"embed_dim": 24, "vision_cfg": _VIT, "quick_gelu": True},  # OpenAI's
    "average": {"embed_dim": 24, "vision_cfg": {**_VIT, "pool_type": "avg", "no_ln_pre": True}},
    "norm-after-pool": {
        "embed_dim": 24,
        "vision_cfg": {**_VIT, "final_ln_after_pool": True, "ls_init_value": 0.5},
    },
    "custom-blocks": {
        "embed_dim": 24,
        "vision_cfg": {**_VIT, "qk_norm": True, "scale_fc": True},
        "quick_gelu": True,
    },
    "coca": {
        "embed_dim": 24,
        "vision_cfg": {**_VIT, "attentional_pool": True, "attn_pooler_heads": 4},
    },
    "resnet": {  # RN50
        "embed_dim": 24,
        "vision_cfg": {"image_size": 64, "layers": [1, 1, 2, 1], "width": 8, "head_width": 64},
    },
    "siglip2": {
        "embed_dim": 64,
        "vision_cfg": {**_TIMM_VIT, "timm_pool": "map", "timm_proj": "none"},
        "init_logit_bias": -10,
        "custom_text": True,
    },
    "mobileclip": {
        "embed_dim": 24,
        "vision_cfg": {
            "timm_model_name": "fastvit_t8",
            "timm_pool": "avg",
            "timm_proj": None,
            "image_size": 256,
        },
        "custom_text": True,
    },
    "convnext": {
        "embed_dim": 24,
        "vision_cfg": {**_CONVNET, "timm_pool": "", "timm_proj": "linear"},
    },
    "convnext-mlp": {
        "embed_dim": 24,
        "vision_cfg": {**_CONVNET, "timm_pool": "", "timm_proj": "mlp"},
    },
    "attention-pool": {
        "embed_dim": 24,
        "vision_cfg": {**_CONVNET, "timm_pool": "rot_attn", "timm_proj": "linear"},
    },
    "eva": {  # it has buffers that are not among its weights
        "embed_dim": 24,
        "vision_cfg": {
            "timm_model_name": "eva02_tiny_patch14_224",
            "timm_pool": "token",
            "timm_proj": "linear",
            "image_size": 224,
        },
    },
}
# The lengths of features that are not the vector itself.
FEATURE_DIMS = {
    **dict.fromkeys(("vit", "quickgelu", "average", "norm-after-pool", "custom-blocks"), 96),
    **dict.fromkeys(("convnext", "convnext-mlp"), 64),
    "eva": 192,
}


@dataclass(frozen=True)
class TinyImages:
    """A bundle's image half on the disk, and open_clip's own model of the same weights."""

    folder: Path
    card: ModelCard
    model: Any

    @property
    def weights(self) -> Path:
        return self.folder / "image.safetensors"

    def photos(self, number: int = 3) -> Pixels:
        """Return prepared photos of noise, each of a colour of its own."""
        random = np.random.default_rng(0)
        edge = self.card.input_size
        colours = random.integers(0, 192, (number, 1, 1, 3))
        noise = random.integers(0, 64, (number, edge, edge, 3))
        return (colours + noise).astype(np.uint8)

    def encode_image(self, pixels: Pixels) -> Floats:
        """Return what open_clip makes of prepared photos, not normalised."""
        import torch

        levels = torch.tensor(pixels).float() / 255
        batch = (levels - torch.tensor(MEAN)) / torch.tensor(STD)
        with torch.inference_mode():
            vectors: Floats = self.model.encode_image(batch.permute(0, 3, 1, 2)).numpy()
        return vectors


def tiny_images(name: str, folder: Path, half: bool = False) -> TinyImages:
    """Write ``image.safetensors``; ``half`` rounds the weights to float16 and stores them so."""
    from safetensors.torch import save_file

    model = tiny_clip(name)
    if half:
        model = model.half().float()
    tower = {
        key: (tensor.half() if half and tensor.is_floating_point() else tensor).contiguous()
        for key, tensor in model.visual.state_dict().items()
    }
    path = folder / "image.safetensors"
    save_file(tower, path)
    return TinyImages(folder, _card(name, path), model)


def tiny_clip(name: str, seed: int = 0) -> Any:
    """Return open_clip's model, evaluating, with weights and statistics that are all random."""
    import torch
    from open_clip.model import CLIP, CustomTextCLIP

    torch.manual_seed(seed)
    config = CONFIGS[name]
    kind = CustomTextCLIP if config.get("custom_text") else CLIP
    keys = ("embed_dim", "vision_cfg", "quick_gelu", "init_logit_bias")
    model = kind(text_cfg=_TEXT, **{key: config[key] for key in keys if key in config}).eval()
    with torch.no_grad():
        for tensor in model.visual.state_dict().values():
            if tensor.ndim == 4:  # else little is left of a photo after many convolutions
                tensor.mul_(1.5)
            # Norms and biases begin as ones and zeros; a variance must stay positive.
            if tensor.ndim == 1 and tensor.is_floating_point():
                tensor.add_(torch.rand_like(tensor), alpha=0.2)
    return model


def _card(name: str, weights: Path) -> ModelCard:
    config = CONFIGS[name]
    edge, dim = config["vision_cfg"]["image_size"], config["embed_dim"]
    return ModelCard(
        id=f"tiny-{name}",
        architecture="open_clip",
        dim=dim,
        feature_dim=FEATURE_DIMS.get(name, dim),
        input_size=edge,
        logit_scale=10.0,
        licence="none",
        parent=None,
        weights={"image": weight_file(weights)},
        open_clip=OpenClip(
            config={**config, "text_cfg": _TEXT},
            preprocessing=Preprocessing((edge, edge), MEAN, STD),
            tokenizing=Tokenizing("clip", 8, "lower"),
            words_by="numpy",
            logit_bias=config.get("init_logit_bias"),
        ),
    )


def weight_file(path: Path) -> WeightFile:
    """Return how a card names a file of its bundle."""
    return WeightFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
