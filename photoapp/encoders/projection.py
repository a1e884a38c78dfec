"""A trained map from what a backbone sees to where the photo belongs among words."""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from photoapp.encoders.arithmetic import gelu, normalise
from photoapp.encoders.protocol import Floats
from photoapp.errors import ModelError


@dataclass(frozen=True)
class Projection:
    """Two layers that correct the vectors a photo starts from.

    ``inner_weight`` (hidden, feature_dim), ``inner_bias`` (hidden,), ``outer_weight``
    (dim, hidden), ``outer_bias`` (dim,); ``start_weight`` () is how much the start counts.
    """

    inner_weight: Floats
    inner_bias: Floats
    outer_weight: Floats
    outer_bias: Floats
    start_weight: Floats

    def images(self, features: Floats, start: Floats) -> Floats:
        """Return the vectors of photos: (n, dim), L2-normalised.

        Args:
            features: the backbone's, (n, feature_dim).
            start: what is known of the photos without training, (n, dim), L2-normalised.

        """
        hidden = gelu(features @ self.inner_weight.T + self.inner_bias)
        correction = hidden @ self.outer_weight.T + self.outer_bias
        return normalise(self.start_weight * start + correction)

    def tensors(self) -> dict[str, Floats]:
        """Return the parts by name."""
        return asdict(self)


def load_projection(path: Path) -> Projection:
    """Read what ``Projection.tensors`` names from a safetensors file.

    Raises:
        ModelError: the file holds other tensors.

    """
    from safetensors.numpy import load_file

    try:
        return Projection(**{n: t.astype(np.float32) for n, t in load_file(path).items()})
    except TypeError as error:
        raise ModelError(f"The weights {path} are not those of a projection.") from error


def average(projections: list[Projection]) -> Projection:
    """Return one projection that gives the mean of several: their hidden layers side by side.

    The means are taken before normalising; the projections must share their dimensions.
    """
    share = np.float32(1 / len(projections))
    return Projection(
        inner_weight=np.concatenate([p.inner_weight for p in projections]),
        inner_bias=np.concatenate([p.inner_bias for p in projections]),
        outer_weight=np.concatenate([p.outer_weight for p in projections], axis=1) * share,
        outer_bias=np.mean([p.outer_bias for p in projections], axis=0),
        start_weight=np.mean([p.start_weight for p in projections], axis=0),
    )
