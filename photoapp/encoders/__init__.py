"""Models that turn photos and words into vectors of one space."""

from photoapp.encoders.installed import (
    DEFAULT_MODEL,
    InstalledModel,
    find_model,
    installed_models,
    readable_models,
    shipped_models,
)
from photoapp.encoders.loading import (
    load_encoder,
    load_image_encoder,
    load_preprocessor,
    load_text_encoder,
    model_card,
)
from photoapp.encoders.model_card import ModelCard
from photoapp.encoders.prompts import BARE, PHRASE_TEMPLATES, TEMPLATES, encode_labels
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
    "DEFAULT_MODEL",
    "PHRASE_TEMPLATES",
    "TEMPLATES",
    "Encoder",
    "Floats",
    "ImageEncoder",
    "InstalledModel",
    "ModelCard",
    "Pixels",
    "Preprocessor",
    "TextEncoder",
    "encode_labels",
    "find_model",
    "installed_models",
    "load_encoder",
    "load_image_encoder",
    "load_preprocessor",
    "load_text_encoder",
    "model_card",
    "readable_models",
    "shipped_models",
]
