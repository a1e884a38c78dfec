"""The half of an open_clip model that sees photos: a backbone, and a projection after it."""

from pathlib import Path
from typing import Any

import numpy as np

from photoapp.encoders.clip.image_network import load_network
from photoapp.encoders.device import CPU
from photoapp.encoders.model_card import OpenClip
from photoapp.encoders.precision import FLOAT32
from photoapp.encoders.protocol import Floats, Pixels


class ImageTower:
    """Prepared photos to features, and features to vectors: together, open_clip's encode_image.

    The *feature* is what the backbone pools of a photo, before the projection, where the two can
    be told apart: in open_clip's own vision transformers and in timm's models with a head of
    open_clip's. Elsewhere it is the vector itself. The projection stays on the processor, in
    float32, so that stored features give the vectors that photos gave.

    Args:
        network: the backbone.
        projection: a module, from features to vectors.
        described: the model's architecture and preprocessing.
        device: torch's name of where the backbone is.
        precision: torch's name of what it computes in.

    """

    def __init__(
        self, network: Any, projection: Any, described: OpenClip, *, device: str, precision: str
    ) -> None:
        import torch

        self.dim: int = described.config["embed_dim"]
        self.feature_dim = _input_dim(projection) or self.dim
        self._network, self._projection = network, projection
        self._device, self._dtype = device, getattr(torch, precision)
        # For a row of pixels, each three numbers: on a pixel alone torch is slow.
        preprocessing = described.preprocessing
        self._mean, self._std = (
            torch.tensor(of, device=device).repeat(preprocessing.size[1]) * 255
            for of in (preprocessing.mean, preprocessing.std)
        )

    def features(self, pixels: Pixels) -> Floats:
        """Return the features of prepared photos (n, height, width, 3): (n, feature_dim)."""
        import torch

        with torch.inference_mode():
            # Bytes travel to a device in a quarter of the time that floats take.
            levels = torch.tensor(pixels).to(self._device).float()
            levels.flatten(2).sub_(self._mean).div_(self._std)
            batch = levels.permute(0, 3, 1, 2)
            batch = batch.to(self._dtype, memory_format=_layout(self._device))
            features = self._network(batch)
            return np.asarray(features.float().cpu().numpy(), dtype=np.float32)

    def project(self, features: Floats) -> Floats:
        """Return the vectors, not normalised, of photos known by their features: (n, dim)."""
        import torch

        with torch.inference_mode():
            vectors = self._projection(torch.tensor(features, dtype=torch.float32))
            return np.asarray(vectors.numpy(), dtype=np.float32)


def load_image_tower(
    described: OpenClip, weights: Path, device: str = CPU, precision: str = FLOAT32
) -> ImageTower:
    """Load the tower.

    Args:
        described: the model's architecture and preprocessing.
        weights: safetensors, the state dict of ``model.visual`` without that prefix.
        device: torch's name of where the backbone is to be.
        precision: torch's name of what it is to compute in.

    Raises:
        ModelError: open_clip can't build the tower, or the weights are those of another.

    """
    import torch

    from photoapp.encoders.clip.faster import made_faster
    from photoapp.encoders.clip.packing import pack

    network, projection = _split(made_faster(load_network(described.config, weights)))
    dtype = getattr(torch, precision)
    network.to(device, dtype, memory_format=_layout(device))
    if device == CPU:
        pack(network, dtype)
    return ImageTower(network, projection, described, device=device, precision=precision)


def _layout(device: str) -> Any:
    import torch

    # A pixel's channels together suit all but Apple's, whose convolutions of them have given wrong
    # results (pytorch issue 180984).
    return torch.contiguous_format if device == "mps" else torch.channels_last


def _split(network: Any) -> tuple[Any, Any]:
    """Return a backbone that ends in features, and the module that projects them."""
    from open_clip.timm_model import TimmModel
    from open_clip.transformer import VisionTransformer
    from torch import nn

    if isinstance(network, VisionTransformer) and network.proj is not None:
        weight, network.proj = network.proj, None
        return network, _linear(weight.T)
    if isinstance(network, TimmModel):
        # Pooling by attention, if the head begins with it, is the backbone's last step.
        parts = dict(network.head.named_children())
        pool = [parts.pop("pool")] if "pool" in parts else []
        network.head = nn.Sequential(*pool)
        return network, nn.Sequential(*parts.values())
    return network, nn.Identity()


def _linear(weight: Any) -> Any:
    from torch import nn

    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=False, device="meta")
    layer.weight = nn.Parameter(weight, requires_grad=False)
    return layer


def _input_dim(projection: Any) -> int | None:
    from torch import nn

    layers = (layer for layer in projection.modules() if isinstance(layer, nn.Linear))
    return next((layer.in_features for layer in layers), None)
