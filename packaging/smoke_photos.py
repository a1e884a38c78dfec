"""Draws the photos that an installed photoapp is tried on, with captions of them.

    python packaging/smoke_photos.py FOLDER

draws things in colours, one a photo, and writes ``captions.jsonl`` beside them. What the captions
call them is in a code, which no model knows before it has learned it here: so training has
something to teach, and the gate something to see.
"""

import json
import math
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

# Words for colours and for numbers of corners.
COLOURS = {
    "winter": (40, 80, 220), "summer": (240, 200, 30), "autumn": (200, 60, 20),
    "spring": (40, 170, 60), "night": (20, 20, 30), "dawn": (250, 130, 170),
    "noon": (250, 250, 250), "dusk": (110, 40, 140),
}  # fmt: skip
SHAPES = {"river": 3, "mountain": 4, "island": 5, "meadow": 6, "harbour": 40, "forest": -5}
_SIZE, _PLACES = 320, 3


def draw(colour: tuple[int, int, int], corners: int, seed: int) -> Image.Image:
    """Return a shape on noise; a negative number of corners is a star's."""
    random = np.random.default_rng(seed)
    noise = random.normal(128, 40, (_SIZE // 8, _SIZE // 8, 3)).clip(0, 255).astype(np.uint8)
    image = Image.fromarray(noise).resize((_SIZE, _SIZE), Image.Resampling.BICUBIC)
    centre, turn = random.uniform(130, 190, 2), random.uniform(0, math.tau)
    ImageDraw.Draw(image).polygon(_outline(corners, centre, turn), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(1))


def _outline(corners: int, centre: np.ndarray, turn: float) -> list[tuple[float, float]]:
    points = abs(corners) * (2 if corners < 0 else 1)
    radii = [110 if corners > 0 or number % 2 == 0 else 45 for number in range(points)]
    angles = [turn + math.tau * number / points for number in range(points)]
    return [
        (centre[0] + r * math.cos(a), centre[1] + r * math.sin(a))
        for r, a in zip(radii, angles, strict=True)
    ]


def captioned(folder: Path) -> Iterator[dict[str, object]]:
    """Draw the photos into a folder; yield a line of the file of captions for each."""
    pairs = product(COLOURS.items(), SHAPES.items())
    for seed, ((season, colour), (place, corners)) in enumerate(pairs):
        name = f"{season}-{place}.jpg"
        draw(colour, corners, seed).save(folder / name, quality=92)
        yield {"file": name, "captions": [f"{season} {place}"]}


def main() -> None:
    """Draw them into the folder that is named."""
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/smoke_photos.py FOLDER")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(map(json.dumps, captioned(folder)))
    (folder / "captions.jsonl").write_text(lines, "utf-8")


if __name__ == "__main__":
    main()
