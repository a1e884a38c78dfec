"""A whole personalised model."""

from photoapp.encoders.model_card import ModelCard
from photoapp.encoders.personal.correction import Correction
from photoapp.encoders.personal.photos import PersonalPhotos
from photoapp.encoders.personal.words import PersonalWords
from photoapp.encoders.protocol import ImageEncoder, TextEncoder


class Personal(PersonalPhotos, PersonalWords):
    """Photos and words in one space, both corrected."""

    def __init__(
        self, card: ModelCard, photos: ImageEncoder, words: TextEncoder, correction: Correction
    ) -> None:
        PersonalPhotos.__init__(self, card, photos, correction)
        PersonalWords.__init__(self, card, words, correction)
