"""timm's EfficientNet-Lite2 with the starter's weights: what the starter's tower must equal."""

import importlib.util
from pathlib import Path
from typing import Any

from photoapp.encoders import model_card


def timm_network() -> Any:
    """Return the network in float32, eager, in inference mode, as a first program would use it.

    The published names differ from timm's, but the tensors stand in the same order.
    """
    import timm
    import torch

    weights = model_card().weights["image"]
    spec = importlib.util.find_spec(weights.package or "")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0]) / weights.file
    published = torch.load(path, map_location="cpu", weights_only=True)
    theirs = [tensor for name, tensor in published.items() if "num_batches" not in name]
    network = timm.create_model("tf_efficientnet_lite2", pretrained=False)
    ours = [name for name in network.state_dict() if "num_batches" not in name]
    network.load_state_dict(dict(zip(ours, theirs, strict=True)), strict=False)
    return network.eval()
