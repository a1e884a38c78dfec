"""Turning a photo without touching its pixels: only the orientation that its file states changes.

The changes are edits of a few bytes, so that they can be taken back to the very same file.
"""

from photoapp.media.rotating.edits import Edit, applied, backwards
from photoapp.media.rotating.rotating import Rotation, rotation

__all__ = ["Edit", "Rotation", "applied", "backwards", "rotation"]
