"""Photos as open_clip's own transform makes them, and what decoding them scaled changes."""

import contextlib
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from photoapp.encoders.clip.preprocessing import ClipPreprocessor
from photoapp.encoders.model_card import Preprocessing
from photoapp.encoders.protocol import Pixels, Preprocessor
from photoapp.errors import PhotoUnreadableError
from photoapp.media import THUMBNAIL_EDGE, Want, open_photo

MODES = ("shortest", "longest", "squash")
# Levels between a scaled decode and a full one: of a photo's mean, and of nearly every pixel.
_MEAN_LEVELS = 1.0
_MOST_LEVELS = 6.0


def _described(
    size: tuple[int, int], mode: str, interpolation: str = "bicubic", fill: int = 0
) -> Preprocessing:
    unit = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    return Preprocessing(size, *unit, interpolation, mode, fill)  # type: ignore[arg-type]


def _by_open_clip(image: Image.Image, how: Preprocessing) -> Pixels:
    from open_clip.transform import PreprocessCfg, image_transform_v2

    names = ("size", "mean", "std", "interpolation", "resize_mode", "fill_color")
    cfg = PreprocessCfg(**{name: getattr(how, name) for name in names})
    levels = image_transform_v2(cfg, is_train=False)(image) * 255
    return np.asarray(levels.permute(1, 2, 0).round().numpy(), dtype=np.uint8)


def _assert_the_same(image: Image.Image, how: Preprocessing) -> None:
    preprocessor: Preprocessor = ClipPreprocessor(how)
    pixels = preprocessor.preprocess(image)
    assert pixels.shape == (*how.size, 3)
    np.testing.assert_array_equal(pixels, _by_open_clip(image, how), str((image.size, how)))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
@pytest.mark.parametrize("size", [(224, 224), (63, 64), (40, 90)])
def test_it_equals_open_clips_transform_bit_for_bit(
    size: tuple[int, int], interpolation: str, mode: str
) -> None:
    picture = Image.fromarray(data.astronaut())
    how = _described(size, mode, interpolation, fill=127)
    for width, height in ((512, 512), (511, 384), (301, 509), (224, 224), (90, 40), (33, 500)):
        _assert_the_same(picture.crop((0, 0, width, height)), how)


def test_sizes_and_offsets_are_rounded_as_torchvision_does() -> None:
    picture = Image.fromarray(data.coffee())
    for mode, width, height in itertools.product(MODES, range(20, 60, 3), range(20, 60, 3)):
        for size in ((24, 24), (25, 25), (24, 31)):
            _assert_the_same(picture.crop((0, 0, width, height)), _described(size, mode))


def test_real_photos_are_the_same(shared_photos: Path) -> None:
    for path in sorted((shared_photos / "library").glob("*.jpg"))[::40]:
        image = open_photo(path.read_bytes()).image
        for mode in MODES:
            _assert_the_same(image, _described((224, 224), mode))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", [(1, 1), (2, 3000), (30_000, 1), (1, 60_000)])
def test_photos_of_any_shape_are_prepared(size: tuple[int, int], mode: str) -> None:
    pixels = ClipPreprocessor(_described((224, 224), mode)).preprocess(
        Image.new("RGB", size, (9, 8, 7))
    )
    assert pixels.shape == (224, 224, 3)
    assert (pixels == (9, 8, 7)).all(-1).any()


def test_a_long_photo_is_the_same_as_if_resized_whole() -> None:
    wide = Image.fromarray(np.tile(data.coffee()[:20], (1, 3, 1)))
    assert wide.width > 16 * 20 * 2
    how = _described((24, 24), "shortest")
    ours, theirs = ClipPreprocessor(how).preprocess(wide), _by_open_clip(wide, how)
    assert np.abs(ours.astype(int) - theirs).mean() < 2


def _scaled_and_full(content: bytes, size: int) -> Iterator[tuple[Pixels, Pixels]]:
    """Return a photo prepared from a scaled decode and a full one, by mode, if they differ."""
    preprocessors = [ClipPreprocessor(_described((size, size), mode)) for mode in MODES]
    want = Want(THUMBNAIL_EDGE, preprocessors[0].decode_edge)
    scaled = open_photo(content, want)
    if not scaled.damage and scaled.image.size != scaled.size:
        full = open_photo(content)
        for preprocessor in preprocessors:
            yield preprocessor.preprocess(scaled.image), preprocessor.preprocess(full.image)


def _assert_near(scaled: Pixels, full: Pixels) -> None:
    levels = np.abs(scaled.astype(int) - full)
    assert levels.mean() < _MEAN_LEVELS
    assert np.percentile(levels, 99) <= _MOST_LEVELS


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
@pytest.mark.parametrize("size", [224, 384])
def test_a_scaled_decode_changes_little(size: int, subsampling: str) -> None:
    pictures = (data.astronaut(), data.coffee(), data.rocket())
    for picture, edges in zip(pictures, ((2048, 2048), (2400, 1600), (1600, 3200)), strict=True):
        file = io.BytesIO()
        large = Image.fromarray(picture).resize(edges, Image.Resampling.LANCZOS)
        large.save(file, "JPEG", quality=90, subsampling=subsampling)
        pairs = list(_scaled_and_full(file.getvalue(), size))
        assert len(pairs) == len(MODES)
        for scaled, full in pairs:
            _assert_near(scaled, full)


def test_a_scaled_decode_of_the_torture_photos_changes_little(shared_photos: Path) -> None:
    pairs = 0
    for path in sorted((shared_photos / "torture").rglob("*.jp*g")):
        with contextlib.suppress(PhotoUnreadableError):
            for scaled, full in _scaled_and_full(path.read_bytes(), 224):
                _assert_near(scaled, full)
                pairs += 1
    assert pairs > 20
