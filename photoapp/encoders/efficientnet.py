"""The starter's image tower: EfficientNet-Lite2 (Tan and Le 2019), as timm builds it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from photoapp.encoders.protocol import Floats, Pixels
from photoapp.errors import ModelError

if TYPE_CHECKING:
    import torch

INPUT_SIZE = 260
# The weights come from TensorFlow, which scaled pixels so.
_MEAN, _SCALE = 127.0, 128.0


class EfficientNetLite2:
    """Photos to features (n, 1280), and features to ImageNet's 1,000 classes.

    Batch norms are folded into the convolutions and memory is laid out channels-last: the same
    numbers, at well over the speed.
    """

    def __init__(self, weights: Path, device: str = "cpu") -> None:
        import torch

        self._device = torch.device(device)
        model = load_network(weights)
        self.classifier_weight: Floats = _array(model, "classifier.weight")
        self.classifier_bias: Floats = _array(model, "classifier.bias")
        fold_batch_norms(model)
        self._model = model.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]

    def features(self, pixels: Pixels) -> Floats:
        """Return the pooled features of prepared photos: float32 (n, 1280)."""
        import torch

        with torch.inference_mode():
            batch = torch.tensor(pixels).to(self._device).permute(0, 3, 1, 2).float()
            batch = ((batch - _MEAN) / _SCALE).contiguous(memory_format=torch.channels_last)
            pooled = self._model.global_pool(self._model.forward_features(batch))
            features: Floats = pooled.float().cpu().numpy()
        return features


def prepare(image: Image.Image) -> Pixels:
    """Return an RGB photo squeezed into the square the network was trained on: (260, 260, 3).

    Squeezing keeps the edges of the picture, where the usual crop would cut them off: on 38
    everyday labels both find the right photo as often, and a searcher expects what is at the edge.
    """
    square = image.resize((INPUT_SIZE, INPUT_SIZE), Image.Resampling.BICUBIC, reducing_gap=3)
    return np.asarray(square, dtype=np.uint8)


def _array(model: "torch.nn.Module", name: str) -> Floats:
    array: Floats = model.get_parameter(name).detach().numpy().copy()
    return array


def load_network(weights: Path) -> "torch.nn.Module":
    """Return timm's network with the published weights, in inference mode.

    The published names differ from timm's, but the tensors stand in the same order.

    Raises:
        ModelError: the tensors do not match the network.

    """
    import timm
    import torch

    model: torch.nn.Module = timm.create_model("tf_efficientnet_lite2", pretrained=False)
    published = torch.load(weights, map_location="cpu", weights_only=True)
    theirs = [tensor for name, tensor in published.items() if "num_batches" not in name]
    ours = {k: v for k, v in model.state_dict().items() if "num_batches" not in k}
    shapes = [tensor.shape for tensor in theirs]
    if shapes != [tensor.shape for tensor in ours.values()]:
        raise ModelError(f"The weights {weights} are not those of EfficientNet-Lite2.")
    model.load_state_dict(dict(zip(ours, theirs, strict=True)), strict=False)
    return model.eval()


def fold_batch_norms(model: "torch.nn.Module") -> None:
    """Merge each batch norm into the convolution before it, keeping timm's fused activation."""
    import torch
    from torch.nn.utils.fusion import fuse_conv_bn_eval

    for parent, conv_name, norm_name in list(_conv_norm_pairs(model)):
        conv, norm = getattr(parent, conv_name), getattr(parent, norm_name)
        setattr(parent, conv_name, fuse_conv_bn_eval(conv, norm))
        setattr(parent, norm_name, getattr(norm, "act", torch.nn.Identity()))


def _conv_norm_pairs(model: "torch.nn.Module") -> Iterator[tuple["torch.nn.Module", str, str]]:
    import torch

    for parent in model.modules():
        for (first, conv), (second, norm) in pairwise(parent.named_children()):
            if isinstance(conv, torch.nn.Conv2d) and isinstance(norm, torch.nn.BatchNorm2d):
                yield parent, first, second
