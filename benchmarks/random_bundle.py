"""A bundle of one of open_clip's architectures whose weights nobody trained, to time it.

    python -m benchmarks.random_bundle ViT-B-32 MODELS

How fast a model is does not depend on its weights. It is made as ``photoapp models import`` makes
one, in the folder MODELS.
"""

import argparse
import tempfile
from pathlib import Path

from photoapp.encoders.bundles.making import BundleOrder, make_bundle
from photoapp.encoders.bundles.sources import describe_file


def random_bundle(architecture: str, models: Path) -> Path:
    """Make the bundle, and return its folder."""
    import open_clip
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(0)
    model = open_clip.create_model(architecture)
    with tempfile.TemporaryDirectory() as scratch:
        weights = Path(scratch, "weights.safetensors")
        save_file({n: t.contiguous() for n, t in model.state_dict().items()}, weights)
        name = f"random-{architecture.lower()}"
        source = describe_file(architecture, "")
        return make_bundle(BundleOrder(name, source, weights, None, "none", "chance", models))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("architecture")
    parser.add_argument("models", type=Path)
    arguments = parser.parse_args()
    print(random_bundle(arguments.architecture, arguments.models))


if __name__ == "__main__":
    main()
