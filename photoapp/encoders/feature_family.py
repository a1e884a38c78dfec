"""Which models see photos alike, up to the projection: they can share features."""

import hashlib

import msgspec

from photoapp.encoders.model_card import ModelCard


def feature_family(card: ModelCard) -> str:
    """Return what is equal for models whose image towers give every photo the same feature.

    That takes the same weights, prepared for in the same way, and features of one length. A model
    without image weights is a family of its own.
    """
    image = card.weights.get("image")
    preprocessing = card.open_clip.preprocessing if card.open_clip else None
    facts = (image.sha256 if image else card.id, card.feature_dim, preprocessing)
    return hashlib.blake2b(msgspec.json.encode(facts), digest_size=16).hexdigest()
