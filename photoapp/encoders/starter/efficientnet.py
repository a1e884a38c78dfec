"""The starter's image tower: EfficientNet-Lite2 with the weights published for it."""

from pathlib import Path

import numpy as np
from PIL import Image

from photoapp.encoders.protocol import Floats, Pixels
from photoapp.errors import ModelError

INPUT_SIZE = 260
# The weights come from TensorFlow, which scaled pixels so.
_MEAN, _SCALE = 127.0, 128.0


class EfficientNetLite2:
    """Photos to features (n, 1280), and the classifier that follows them.

    Batch norms are folded into the convolutions and memory is laid out channels-last: the same
    numbers, at well over the speed.

    Raises:
        ModelError: the tensors do not fit the network.

    """

    def __init__(self, weights: Path, device: str = "cpu") -> None:
        import torch

        from photoapp.encoders.starter.lite2 import Lite2

        published = torch.load(weights, map_location="cpu", weights_only=True)
        tensors = iter([t for name, t in published.items() if "num_batches" not in name])
        try:
            network = Lite2(tensors).eval()
            classifier_weight, classifier_bias = tensors
        except (RuntimeError, StopIteration, ValueError) as error:
            message = f"The weights {weights} are not those of EfficientNet-Lite2."
            raise ModelError(message) from error
        self.classifier_weight: Floats = classifier_weight.numpy()
        self.classifier_bias: Floats = classifier_bias.numpy()
        self._device = torch.device(device)
        self._network = network.to(self._device).to(memory_format=torch.channels_last)

    def features(self, pixels: Pixels) -> Floats:
        """Return the pooled features of prepared photos: float32 (n, 1280)."""
        import torch

        with torch.inference_mode():
            batch = torch.tensor(pixels).to(self._device).permute(0, 3, 1, 2).float()
            batch = ((batch - _MEAN) / _SCALE).contiguous(memory_format=torch.channels_last)
            features: Floats = self._network(batch).float().cpu().numpy()
        return features


def prepare(image: Image.Image) -> Pixels:
    """Return an RGB photo squeezed into the square the network was trained on: (260, 260, 3).

    Squeezing keeps the edges of the picture, where the usual crop would cut them off: on 38
    everyday labels both find the right photo as often, and a searcher expects what is at the edge.
    """
    square = image.resize((INPUT_SIZE, INPUT_SIZE), Image.Resampling.BICUBIC, reducing_gap=3)
    return np.asarray(square, dtype=np.uint8)
