"""Particular people, pets and things: which texts name them, and what they look like."""

from trainer.names.binding import bind
from trainer.names.finding import Named, named_photos, of_photos, without_names
from trainer.names.proving import Photos, luck, only, prove

__all__ = [
    "Named",
    "Photos",
    "bind",
    "luck",
    "named_photos",
    "of_photos",
    "only",
    "prove",
    "without_names",
]
