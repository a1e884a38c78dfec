"""The half of an open_clip model that sees photos: a backbone, and a projection after it."""

import copy
from pathlib import Path
from typing import Any

import numpy as np

from photoapp.encoders.clip.faster import made_faster
from photoapp.encoders.clip.image_network import load_network
from photoapp.encoders.device import CPU
from photoapp.encoders.model_card import OpenClip, Preprocessing
from photoapp.encoders.precision import FLOAT32
from photoapp.encoders.protocol import Floats, Pixels


class ImageTower:
    """Prepared photos to features, and features to vectors: together, open_clip's encode_image.

    The *feature* is what the backbone pools of a photo, before the projection, where the two can
    be told apart: in open_clip's own vision transformers and in timm's models with a head of
    open_clip's. Elsewhere it is the vector itself. The projection stays on the processor, in
    float32, so that stored features give the vectors that photos gave.

    Args:
        network: the backbone, on the processor in float32.
        projection: a module, from features to vectors.
        dim: the length of a vector.
        preprocessing: for the mean and deviation of pixels.

    """

    def __init__(
        self, network: Any, projection: Any, dim: int, preprocessing: Preprocessing
    ) -> None:
        self.dim = dim
        self.feature_dim = _input_dim(projection) or dim
        self._network, self._projection = network, projection
        self._of_pixels = (preprocessing.mean, preprocessing.std)
        self._device, self._precision = CPU, FLOAT32

    def at(self, device: str, precision: str) -> "ImageTower":
        """Return the tower on a device, in a precision; itself if that is how it is."""
        import torch

        if (device, precision) == (self._device, self._precision):
            return self
        other = copy.copy(self)
        other._device, other._precision = device, precision
        other._network = copy.deepcopy(self._network).to(
            device, getattr(torch, precision), memory_format=_layout(device)
        )
        return other

    def features(self, pixels: Pixels) -> Floats:
        """Return the features of prepared photos (n, height, width, 3): (n, feature_dim)."""
        import torch

        with torch.inference_mode():
            # Bytes travel to a device in a quarter of the time that floats take.
            levels = torch.tensor(pixels).to(self._device).float()
            mean, std = (torch.tensor(of, device=self._device) * 255 for of in self._of_pixels)
            batch = levels.sub_(mean).div_(std).permute(0, 3, 1, 2)
            batch = batch.to(getattr(torch, self._precision), memory_format=_layout(self._device))
            features = self._network(batch)
            return np.asarray(features.float().cpu().numpy(), dtype=np.float32)

    def project(self, features: Floats) -> Floats:
        """Return the vectors, not normalised, of photos known by their features: (n, dim)."""
        import torch

        with torch.inference_mode():
            vectors = self._projection(torch.tensor(features, dtype=torch.float32))
            return np.asarray(vectors.numpy(), dtype=np.float32)


def load_image_tower(described: OpenClip, weights: Path) -> ImageTower:
    """Load the tower onto the processor, in float32.

    Args:
        described: the model's architecture and preprocessing.
        weights: safetensors, the state dict of ``model.visual`` without that prefix.

    Raises:
        ModelError: open_clip can't build the tower, or the weights are those of another.

    """
    network, projection = _split(made_faster(load_network(described.config, weights)))
    return ImageTower(network, projection, described.config["embed_dim"], described.preprocessing)


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
