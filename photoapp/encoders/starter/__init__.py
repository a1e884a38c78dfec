"""The starter model: works at once, offline, from weights that installed packages carry."""

from photoapp.encoders.starter.starter import (
    ARCHITECTURE,
    CLASS_VECTORS,
    Starter,
    StarterPhotos,
    StarterPreprocessor,
    StarterWords,
    features_of_looks,
)

__all__ = [
    "ARCHITECTURE",
    "CLASS_VECTORS",
    "Starter",
    "StarterPhotos",
    "StarterPreprocessor",
    "StarterWords",
    "features_of_looks",
]
