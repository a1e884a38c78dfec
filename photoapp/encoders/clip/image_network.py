"""open_clip's image towers: built from a model's description, filled from its file of weights."""

from itertools import chain
from pathlib import Path
from typing import Any

from photoapp.errors import ModelError

_NAMED = 3


def load_network(config: dict[str, Any], weights: Path) -> Any:
    """Return open_clip's ``model.visual``, evaluating, in float32 on the processor.

    Args:
        config: open_clip's, of the whole model.
        weights: safetensors, the state dict of the network.

    Raises:
        ModelError: open_clip can't build it, or the weights are those of another.

    """
    tensors = _read(weights)
    network = _build_empty(config)
    _fill(network, tensors, weights)
    if _is_lacking(network):  # what is not in the file is computed when it is built in earnest
        network = _build(config)
        _fill(network, tensors, weights)
    return network.eval().requires_grad_(False)


def _read(weights: Path) -> dict[str, Any]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors = load_file(weights)
    except (OSError, SafetensorError) as error:
        raise ModelError(f"The model's weights {weights} can't be read: {error}.") from error
    return {n: t.float() if t.is_floating_point() else t for n, t in tensors.items()}


def _build_empty(config: dict[str, Any]) -> Any:
    """Return the network without the random weights that would take most of the time."""
    import torch

    try:
        with torch.device("meta"):
            return _build(config)
    except ModelError:  # some look at their weights while they are built
        return _build(config)


def _build(config: dict[str, Any]) -> Any:
    from open_clip.model import _build_vision_tower

    vision = {**config["vision_cfg"], "timm_model_pretrained": False, "output_tokens": False}
    name = vision.get("timm_model_name") or ""
    if ":" in name:  # timm would fetch it, or run what lies there
        raise ModelError(f"The model's description asks for a network from elsewhere: {name}.")
    try:
        return _build_vision_tower(config["embed_dim"], vision, config.get("quick_gelu", False))
    except Exception as error:  # open_clip and timm raise nearly anything
        message = (
            f"The installed open_clip and timm can't build the model's image tower ({error}); "
            "newer ones may."
        )
        raise ModelError(message) from error


def _is_lacking(network: Any) -> bool:
    """Return whether a tensor has no values: parameters, buffers, and those kept as attributes."""
    import torch

    attributes = chain.from_iterable(vars(module).values() for module in network.modules())
    tensors = chain(network.parameters(), network.buffers(), attributes)
    return any(isinstance(tensor, torch.Tensor) and tensor.is_meta for tensor in tensors)


def _fill(network: Any, tensors: dict[str, Any], weights: Path) -> None:
    if wrong := _differences(network.state_dict(), tensors):
        named, more = "; ".join(wrong[:_NAMED]), len(wrong) - _NAMED
        named += f"; and {more} more" if more > 0 else ""
        raise ModelError(
            f"The model's weights {weights} do not fit its description: {named}. Get both anew."
        )
    network.load_state_dict(tensors, assign=True)


def _differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    lacking = [f"{name} is missing" for name in expected if name not in found]
    unknown = [f"{name} is not known" for name in found if name not in expected]
    shapes = [(n, tuple(found[n].shape), tuple(t.shape)) for n, t in expected.items() if n in found]
    other = [
        f"{name} is {found}, not {wanted}" for name, found, wanted in shapes if found != wanted
    ]
    return lacking + other + unknown
