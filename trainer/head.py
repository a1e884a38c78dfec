"""The part of a model that is fitted: a projection, while it learns."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from photoapp.encoders import Floats
from photoapp.encoders.projection import Projection

if TYPE_CHECKING:
    from torch import Tensor, nn


# The inverse temperature's bounds; CLIP's is clamped at 100 too.
SMALLEST_SCALE, LARGEST_SCALE = 1.0, 100.0
_LEAST_DEVIATION = 1e-6


@dataclass(frozen=True)
class HeadShape:
    """How large a head is and where it begins.

    ``outer_scale`` shrinks the last layer's first weights, so that training sets out near the
    start vectors, which count ``start_weight``.
    """

    hidden: int = 1024
    input_dropout: float = 0.28
    dropout: float = 0.7
    start_weight: float = 2.0
    outer_scale: float = 0.1


class Head:
    """A two-layer perceptron over standardised features, the start's weight, and the scales.

    Args:
        shape: how large.
        features: those to be fitted on, (n, feature_dim): they give the standardisation.
        dim: the length of a vector.

    """

    def __init__(self, shape: HeadShape, features: Floats, dim: int) -> None:
        import torch
        from torch import nn

        self._mean = torch.from_numpy(features.mean(0))
        self._deviation = max(float(features.std(0).mean()), _LEAST_DEVIATION)
        self.network = nn.Sequential(
            nn.Dropout(shape.input_dropout),
            nn.Linear(features.shape[1], shape.hidden),
            nn.GELU(),
            nn.Dropout(shape.dropout),
            nn.Linear(shape.hidden, dim),
        )
        with torch.no_grad():
            self._linear(4).weight.mul_(shape.outer_scale)
        self.scalars = nn.ParameterDict(
            {
                "start_weight": torch.tensor(shape.start_weight),
                "log_scale": torch.tensor(14.0).log(),
                "teacher_log_scale": torch.tensor(14.0).log(),
            }
        )

    def images(self, features: "Tensor", start: "Tensor") -> "Tensor":
        """Return the vectors of photos (n, dim), as ``Projection.images`` does."""
        from torch.nn import functional

        correction = self.network((features - self._mean) / self._deviation)
        return functional.normalize(self.scalars["start_weight"] * start + correction, dim=-1)

    def clamp_scales(self) -> None:
        """Bring the temperatures back within their bounds, whence gradients can move them again."""
        import torch

        with torch.no_grad():
            for name in ("log_scale", "teacher_log_scale"):
                self.scalars[name].clamp_(math.log(SMALLEST_SCALE), math.log(LARGEST_SCALE))

    def modules(self) -> "nn.ModuleDict":
        """Return all that is fitted."""
        from torch import nn

        return nn.ModuleDict({"network": self.network, "scalars": self.scalars})

    def projection(self) -> Projection:
        """Return the head as it is now, the standardisation folded into its first layer."""
        inner, outer = self._linear(1), self._linear(4)
        weight = _array(inner.weight) / np.float32(self._deviation)
        return Projection(
            inner_weight=weight,
            inner_bias=(_array(inner.bias) - weight @ _array(self._mean)).astype(np.float32),
            outer_weight=_array(outer.weight),
            outer_bias=_array(outer.bias),
            start_weight=_array(self.scalars["start_weight"]),
        )

    def _linear(self, layer: int) -> "nn.Linear":
        from torch import nn

        found = self.network[layer]
        assert isinstance(found, nn.Linear)
        return found


def _array(tensor: "Tensor") -> Floats:
    return tensor.detach().cpu().numpy().astype(np.float32)
