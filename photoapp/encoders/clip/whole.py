"""A whole model of an open_clip architecture."""

from pathlib import Path

from photoapp.encoders.clip.photos import ClipPhotos
from photoapp.encoders.clip.words import ClipWords
from photoapp.encoders.model_card import ModelCard


class Clip(ClipPhotos, ClipWords):
    """Photos and words in one space; the halves are loaded one after the other."""

    def __init__(self, card: ModelCard, folder: Path, device: str, precision: str) -> None:
        ClipPhotos.__init__(self, card, folder, device, precision)
        ClipWords.__init__(self, card, folder)
