"""A tiny open_clip model, as it is published: a config, and weights that nobody trained."""

import json
from pathlib import Path
from typing import Any

import open_clip
import torch
from safetensors.torch import save_file

CONFIG: dict[str, Any] = {
    "embed_dim": 32,
    "vision_cfg": {"image_size": 48, "layers": 2, "width": 64, "head_width": 32, "patch_size": 16},
    "text_cfg": {
        "context_length": 77,
        "vocab_size": 49408,
        "width": 64,
        "heads": 2,
        "layers": 2,
    },
}
PREPROCESSING = {
    "mean": [0.48145466, 0.4578275, 0.40821073],
    "std": [0.26862954, 0.26130258, 0.27577711],
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}


def tiny_model(config: dict[str, Any] = CONFIG, seed: int = 0) -> "open_clip.CLIP":
    """Open_clip's own module, always with the same weights for a seed."""
    torch.manual_seed(seed)
    return open_clip.CLIP(**config).eval()


def publish(folder: Path, seed: int = 0) -> tuple[Path, Path]:
    """Write ``open_clip_config.json`` and the weights, as a repository has them."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "open_clip_config.json"
    config.write_text(json.dumps({"model_cfg": CONFIG, "preprocess_cfg": PREPROCESSING}))
    weights = folder / "open_clip_model.safetensors"
    save_file({n: t.contiguous() for n, t in tiny_model(seed=seed).state_dict().items()}, weights)
    return config, weights
