"""Particular people, pets and things: which texts name them, and what they look like."""

from trainer.names.binding import bind
from trainer.names.doubting import luck
from trainer.names.finding import Named, named_photos, of_photos, without_names
from trainer.names.proving import Photos, left_out, prove

__all__ = [
    "Named",
    "Photos",
    "bind",
    "left_out",
    "luck",
    "named_photos",
    "of_photos",
    "prove",
    "without_names",
]
