"""Low-rank changes of a tower's attention (LoRA, Hu et al. 2022), by peft."""

import warnings
from typing import Any

from torch import nn

from photoapp.errors import TrainingError
from trainer.towers.attention import split_attention

# The share of its size by which a change counts is this divided by its rank.
_STRENGTH = 2


def with_low_rank(tower: Any, rank: int) -> Any:
    """Return a tower of which only low-rank changes learn: of its attention's projections.

    A tower without attention has its layers that mix channels changed, pixel by pixel.

    Raises:
        TrainingError: it has neither.

    """
    from peft import LoraConfig, get_peft_model

    split_attention(tower)
    names = _attention_layers(tower) or _pointwise_layers(tower)
    if not names:
        raise TrainingError("This model has no layers for LoRA; choose the method full or adapter.")
    config = LoraConfig(r=rank, lora_alpha=_STRENGTH * rank, target_modules=names)
    with warnings.catch_warnings():
        # It warns of layers that it can't save by itself; nothing is saved that way.
        warnings.simplefilter("ignore", UserWarning)
        return get_peft_model(tower, config).eval()


def merged(tower: Any) -> Any:
    """Return the tower itself, its weights changed."""
    return tower.merge_and_unload()


def _attention_layers(tower: nn.Module) -> list[str]:
    """Return the linear layers right within attention, whatever a library calls them."""
    return [
        f"{name}.{child}"
        for name, module in tower.named_modules()
        if "attention" in type(module).__name__.lower() and not _reads_weights(module)
        for child, layer in module.named_children()
        if type(layer) is nn.Linear
    ]


def _pointwise_layers(tower: nn.Module) -> list[str]:
    return [
        f"{name}.{child}" if name else child
        for name, module in tower.named_modules()
        if not _reads_weights(module)
        for child, layer in module.named_children()
        if type(layer) is nn.Linear or _is_pointwise(layer)
    ]


def _is_pointwise(layer: nn.Module) -> bool:
    return type(layer) is nn.Conv2d and layer.kernel_size == (1, 1) and layer.groups == 1


def _reads_weights(module: nn.Module) -> bool:
    """Return whether a module takes its layers' weights past their forward: no change would show.

    open_clip's pooling by attention does, at the end of its residual networks, as does torch's own.
    """
    from open_clip.modified_resnet import AttentionPool2d

    return isinstance(module, AttentionPool2d | nn.MultiheadAttention)
