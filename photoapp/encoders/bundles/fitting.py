"""Whether weights are those of an architecture, told by the names and shapes of the tensors."""

from pathlib import Path
from typing import Any

from photoapp.encoders.bundles.checkpoints import Tensors
from photoapp.encoders.bundles.sources import ModelSource
from photoapp.encoders.bundles.towers import Towers
from photoapp.errors import ModelError

# How many differing tensors are named; more would not help.
_NAMED = 3


def check_fit(towers: Towers, source: ModelSource, hf_config: Path | None, origin: str) -> None:
    """Make sure that towers are those of the architecture.

    Args:
        towers: the tensors.
        source: what the architecture is.
        hf_config: Hugging Face's config of the text tower, if it is one of theirs.
        origin: what the weights came from, for the sentence.

    Raises:
        ModelError: they are not; the first few tensors that differ are named.

    """
    found = [*_differences("visual.", _image_tower(source), towers.image)]
    found += _differences("text.", _text_tower(source, hf_config), towers.text)
    if found:
        more = f", and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        message = (
            f"The weights {origin} are not those of {source.architecture}: "
            f"{'; '.join(found[:_NAMED])}{more}. Name the architecture that they were made with."
        )
        raise ModelError(message)


def _differences(prefix: str, wanted: Tensors, found: Tensors) -> list[str]:
    wrong = [
        f"{prefix}{name} is {_shape(found[name])}, not {_shape(tensor)}"
        for name, tensor in wanted.items()
        if name in found and found[name].shape != tensor.shape
    ]
    missing = [f"{prefix}{name} is missing" for name in wanted if name not in found]
    unknown = [f"{prefix}{name} is not known" for name in found if name not in wanted]
    return wrong + missing + unknown


def _shape(tensor: Any) -> str:
    return " x ".join(map(str, tensor.shape)) or "a number"


def _image_tower(source: ModelSource) -> Tensors:
    import torch
    from open_clip.model import CLIPVisionCfg, _build_vision_tower

    config = source.config
    with torch.device("meta"):  # shapes alone, in no memory
        vision = CLIPVisionCfg(**config["vision_cfg"] | {"timm_model_pretrained": False})
        tower = _build_vision_tower(config["embed_dim"], vision, config.get("quick_gelu", False))
    return dict(tower.state_dict())


def _text_tower(source: ModelSource, hf_config: Path | None) -> Tensors:
    import torch

    from photoapp.encoders.clip.torch_text import build_text_tower

    with torch.device("meta"):
        tower = build_text_tower(source.config, hf_config)
    return dict(tower.state_dict())
