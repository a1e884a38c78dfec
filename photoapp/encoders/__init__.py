"""Models that turn photos and words into vectors of one space."""

from photoapp.encoders.loading import (
    installed_models,
    load_encoder,
    load_image_encoder,
    load_preprocessor,
    load_text_encoder,
    model_card,
)
from photoapp.encoders.model_card import ModelCard
from photoapp.encoders.protocol import (
    Encoder,
    Floats,
    ImageEncoder,
    Pixels,
    Preprocessor,
    TextEncoder,
)

__all__ = [
    "Encoder",
    "Floats",
    "ImageEncoder",
    "ModelCard",
    "Pixels",
    "Preprocessor",
    "TextEncoder",
    "installed_models",
    "load_encoder",
    "load_image_encoder",
    "load_preprocessor",
    "load_text_encoder",
    "model_card",
]
