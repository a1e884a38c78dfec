"""What ImageNet's classes are called: the names join the starter's two towers."""

from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from photoapp.encoders import Floats


def curated_names() -> list[str]:
    """Return one plain name for each of the 1,000 classes, in the classifier's order.

    They are open_clip's, from Radford et al. (2021): "ringlet butterfly" where ImageNet has
    "ringlet", "through arch bridge" where it has "steel arch bridge".
    """
    from open_clip import IMAGENET_CLASSNAMES

    return list(IMAGENET_CLASSNAMES)


def synonyms() -> list[list[str]]:
    """Return WordNet's names of each of the 1,000 classes, in the classifier's order."""
    info = files("timm.data") / "_info"
    lines = (info / "imagenet_synset_to_lemma.txt").read_text("utf-8").splitlines()
    lemmas = dict(line.split("\t") for line in lines)
    synsets = (info / "imagenet_synsets.txt").read_text("utf-8").split()
    return [lemmas[synset].split(", ") for synset in synsets]


def mean_of_each(vectors: Floats, counts: Sequence[int]) -> Floats:
    """Return the mean of the first ``counts[0]`` rows, of the next ``counts[1]``, and so on."""
    return np.stack([part.mean(0) for part in np.split(vectors, np.cumsum(counts)[:-1])])
