"""What is wanted of a photo, and what comes of opening it."""

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Want:
    """The least size, in pixels, that a photo is decoded at: its longer and its shorter edge."""

    long_edge: int
    short_edge: int = 1

    def scale(self, size: tuple[int, int]) -> float:
        """Return the factor from ``size`` down to the least size wanted, at most 1."""
        return min(1.0, max(self.long_edge / max(size), self.short_edge / min(size)))

    def is_met_by(self, size: tuple[int, int]) -> bool:
        """Return whether a picture of ``size`` is as large as wanted."""
        return max(size) >= self.long_edge and min(size) >= self.short_edge


@dataclass(frozen=True)
class OpenedPhoto:
    """A decoded photo: ``image`` is upright sRGB, and may be smaller than the photo's ``size``.

    ``damage`` says what is wrong with the file when part of it could still be shown, and
    ``orientation`` (EXIF's number) how the pixels had to be turned.
    """

    image: Image.Image
    size: tuple[int, int]
    format: str
    damage: str | None
    orientation: int = 1
