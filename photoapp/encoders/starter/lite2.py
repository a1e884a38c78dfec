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
_STEM = 32
# In the first stages a photo is so large that a processor's cache holds only one at a time.
_WIDE_STAGES = 2


class Convolution(nn.Module):
    """A convolution of a photo turned upside down, its batch norm folded in, perhaps with ReLU6.

    Where the sum is odd TensorFlow pads the far edges more, which torch can't do without a copy;
    seen from the other side they are the near ones, and the usual padding gives the same numbers.
    """

    def __init__(
        self, tensors: Iterator[Tensor], *, stride: int = 1, groups: int = 1, active: bool = True
    ) -> None:
        super().__init__()
        weight, gamma, beta, mean, variance = (next(tensors) for _ in range(5))
        scale = gamma / torch.sqrt(variance + _BATCH_NORM_EPSILON)
        turned = (weight * scale[:, None, None, None]).flip(2, 3)
        self.weight = nn.Parameter(turned, requires_grad=False)
        self.bias = nn.Parameter(beta - mean * scale, requires_grad=False)
        self.stride, self.groups, self.active = stride, groups, active

    def forward(self, x: Tensor) -> Tensor:
        """Return (n, out, ceil(height / stride), ceil(width / stride))."""
        kernel = self.weight.shape[-1]
        if kernel == 1 and x.device.type == "cpu":
            x = self._by_pixel(x)
        else:
            x = functional.conv2d(
                x, self.weight, self.bias, self.stride, kernel // 2, 1, self.groups
            )
        return functional.relu6(x, inplace=True) if self.active else x

    def _by_pixel(self, x: Tensor) -> Tensor:
        # On one core torch's own 1 x 1 convolution copies the pixels first; channels-last, they
        # are the rows of a matrix already.
        rows = x.permute(0, 2, 3, 1) @ self.weight.flatten(1).T
        return rows.add_(self.bias).permute(0, 3, 1, 2)


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
        return out.add_(x) if self.residual else out


class Lite2(nn.Module):
    """The backbone up to its pooled features, on photos (n, 3, h, w).

    Args:
        tensors: the published ones but for the counters, in their order; the classifier's stay.

    Raises:
        RuntimeError, StopIteration: the tensors are not those of this network.

    """

    def __init__(self, tensors: Iterator[Tensor]) -> None:
        super().__init__()
        self.wide = nn.Sequential(Convolution(tensors, stride=2))
        channels = _STEM
        for stage in STAGES[:_WIDE_STAGES]:
            self.wide.extend(_blocks(tensors, stage, channels))
            channels = stage.channels
        self.narrow = nn.Sequential()
        for stage in STAGES[_WIDE_STAGES:]:
            self.narrow.extend(_blocks(tensors, stage, channels))
            channels = stage.channels
        self.narrow.extend([Convolution(tensors), nn.AdaptiveAvgPool2d(1), nn.Flatten()])

    def forward(self, photos: Tensor) -> Tensor:
        """Return (n, 1280)."""
        turned = photos.flip(2, 3)
        parts = torch.split(turned, 1) if photos.device.type == "cpu" else [turned]
        features: Tensor = self.narrow(torch.cat([self.wide(part) for part in parts]))
        return features


def _blocks(tensors: Iterator[Tensor], stage: Stage, channels: int) -> list[Block]:
    blocks = []
    for number in range(stage.blocks):
        blocks.append(Block(tensors, stage, channels, 1 if number else stage.stride))
        channels = stage.channels
    return blocks
