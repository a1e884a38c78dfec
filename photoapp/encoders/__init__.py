"""Models that turn photos and words into vectors of one space."""

from photoapp.encoders.loading import (
    installed_models,
    load_encoder,
    load_image_encoder,
    load_preprocessor,
    load_text_encoder,
    model_card,
    shipped_models,
)
from photoapp.encoders.model_card import ModelCard
from photoapp.encoders.prompts import BARE, TEMPLATES, encode_labels
from photoapp.encoders.protocol import (
    Encoder,
    Floats,
    ImageEncoder,
    Pixels,
    Preprocessor,
    TextEncoder,
)

__all__ = [
    "BARE",
    "TEMPLATES",
    "Encoder",
    "Floats",
    "ImageEncoder",
    "ModelCard",
    "Pixels",
    "Preprocessor",
    "TextEncoder",
    "encode_labels",
    "installed_models",
    "load_encoder",
    "load_image_encoder",
    "load_preprocessor",
    "load_text_encoder",
    "model_card",
    "shipped_models",
]
