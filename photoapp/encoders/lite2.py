"""The network of EfficientNet-Lite2 (Tan and Le 2019, without squeeze-and-excitation or swish).

Written out here because timm, which has it too, takes four seconds to import, half of them for
torchvision's operators, and indexing waits for them. The tests hold it against timm's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

_BATCH_NORM_EPSILON = 1e-3


@dataclass(frozen=True)
class Stage:
    """A run of like blocks: the first one has the stride."""

    blocks: int
    kernel: int
    stride: int
    expansion: int
    channels: int


# B0's stages, 1.1 times as wide and 1.2 times as deep; Lite keeps the first and last depth.
STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(3, 3, 2, 6, 24),
    Stage(3, 5, 2, 6, 48),
    Stage(4, 3, 2, 6, 88),
    Stage(4, 5, 1, 6, 120),
    Stage(5, 5, 2, 6, 208),
    Stage(1, 3, 1, 6, 352),
)
_STEM, _HEAD = 32, 1280


class Convolution(nn.Module):
    """A convolution with its batch norm folded in, TensorFlow's padding, and perhaps ReLU6."""

    def __init__(
        self, tensors: Iterator[Tensor], *, stride: int = 1, groups: int = 1, active: bool = True
    ) -> None:
        super().__init__()
        weight, gamma, beta, mean, variance = (next(tensors) for _ in range(5))
        scale = gamma / torch.sqrt(variance + _BATCH_NORM_EPSILON)
        self.weight = nn.Parameter(weight * scale[:, None, None, None], requires_grad=False)
        self.bias = nn.Parameter(beta - mean * scale, requires_grad=False)
        self.stride, self.groups, self.active = stride, groups, active

    def forward(self, x: Tensor) -> Tensor:
        """Return (n, out, ceil(height / stride), ceil(width / stride))."""
        kernel = self.weight.shape[-1]
        padding = kernel // 2
        if self.stride > 1:  # TensorFlow pads the far edges more where the sum is odd
            x = functional.pad(x, _same_padding(x, kernel, self.stride))
            padding = 0
        x = functional.conv2d(x, self.weight, self.bias, self.stride, padding, 1, self.groups)
        return functional.relu6(x, inplace=True) if self.active else x


class Block(nn.Module):
    """An inverted residual block: widen, filter each channel, narrow; add the input if it fits."""

    def __init__(self, tensors: Iterator[Tensor], stage: Stage, channels: int, stride: int) -> None:
        super().__init__()
        wide = channels * stage.expansion
        self.residual = stride == 1 and channels == stage.channels
        layers = [Convolution(tensors)] if stage.expansion > 1 else []
        layers.append(Convolution(tensors, stride=stride, groups=wide))
        layers.append(Convolution(tensors, active=False))
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        """Return (n, stage.channels, …)."""
        out: Tensor = self.layers(x)
        return out + x if self.residual else out


def build(tensors: Iterator[Tensor]) -> nn.Sequential:
    """Return the backbone up to its pooled features, (n, 3, h, w) to (n, 1280).

    Args:
        tensors: the published ones but for the counters, in their order; the classifier's stay.

    Raises:
        RuntimeError, StopIteration: the tensors are not those of this network.

    """
    layers: list[nn.Module] = [Convolution(tensors, stride=2)]
    channels = _STEM
    for stage in STAGES:
        for number in range(stage.blocks):
            layers.append(Block(tensors, stage, channels, 1 if number else stage.stride))
            channels = stage.channels
    layers += [Convolution(tensors), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    return nn.Sequential(*layers).eval()


def _same_padding(x: Tensor, kernel: int, stride: int) -> list[int]:
    padding = []
    for size in (x.shape[-1], x.shape[-2]):
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        padding += [total // 2, total - total // 2]
    return padding
