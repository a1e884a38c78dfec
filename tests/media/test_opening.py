"""Any photo is opened upright, in RGB, and no larger than it is wanted."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from photoapp.media import Want, open_photo, picture
from photoapp.media.jpeg_xl import JpegXlHeader, read_jpeg_xl_header
from tests.media.hostile import jxl_header
from tests.media.pictures import difference, encoded, oriented, photo


def test_a_large_jpeg_is_decoded_small() -> None:
    opened = open_photo(encoded(photo(4000, 3000)), Want(480, 260))
    assert opened.size == (4000, 3000)
    assert opened.image.size == (500, 375)
    assert opened.damage is None


def test_a_photo_decoded_small_shows_the_same() -> None:
    data = encoded(photo(1600, 1200))
    small = open_photo(data, Want(200)).image
    assert difference(small, open_photo(data).image.resize(small.size)) < 4


@pytest.mark.parametrize("size", [(1600, 1200), (1201, 1603), (999, 2000), (3000, 320), (90, 60)])
@pytest.mark.parametrize("want", [Want(480), Want(480, 260), Want(100, 99), Want(5000)])
def test_a_photo_is_never_smaller_than_wanted(size: tuple[int, int], want: Want) -> None:
    image = open_photo(encoded(photo(*size)), want).image
    assert max(image.size) >= min(want.long_edge, max(size))
    assert min(image.size) >= min(want.short_edge, *size)


@pytest.mark.parametrize(
    ("want", "size", "scale"),
    [
        (Want(480), (4800, 3600), 0.1),
        (Want(480), (3600, 4800), 0.1),
        (Want(480, 260), (4800, 520), 0.5),  # the shorter edge decides
        (Want(480, 260), (480, 480), 1.0),
        (Want(480, 260), (100, 50), 1.0),  # nothing is enlarged
    ],
)
def test_the_scale_is_the_least_that_gives_both_edges(
    want: Want, size: tuple[int, int], scale: float
) -> None:
    assert want.scale(size) == pytest.approx(scale)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_whatever_its_orientation(orientation: int) -> None:
    upright = photo(120, 80)
    opened = open_photo(oriented(upright, orientation))
    assert opened.size == (120, 80)
    assert difference(opened.image, upright) < 6


@pytest.mark.parametrize("file_format", ["PNG", "WEBP", "TIFF", "HEIF", "AVIF", "MPO", "JXL"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_every_format_is_turned_upright(file_format: str, orientation: int) -> None:
    upright = photo(128, 80)
    opened = open_photo(oriented(upright, orientation, file_format))
    assert opened.size == (128, 80)
    assert difference(opened.image, upright) < 6


def test_a_heif_that_only_exif_turns_is_turned() -> None:
    data = oriented(photo(128, 80), 6, "HEIF")
    assert data.count(b"irot") == 1
    opened = open_photo(data.replace(b"irot", b"free"))
    assert difference(opened.image, photo(128, 80)) < 6


def test_a_jpeg_xl_that_its_decoder_turned_is_not_turned_again() -> None:
    turned = JpegXlHeader((80, 128), 6)
    data = oriented(photo(128, 80), 6, "JXL")
    read = read_jpeg_xl_header(io.BytesIO(data))
    assert read == JpegXlHeader((80, 128), 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "read_jpeg_xl_header", lambda _: turned)
        assert open_photo(data).image.size == (80, 128)


@pytest.mark.parametrize("size", [(64, 64), (256, 192), (300, 2000), (1, 1), (4000, 30)])
def test_the_header_of_a_jpeg_xl_tells_its_size(size: tuple[int, int]) -> None:
    header = read_jpeg_xl_header(io.BytesIO(encoded(Image.new("RGB", size), "JXL")))
    assert header == JpegXlHeader(size, 1)


def test_the_orientation_in_a_jpeg_xls_header_is_read() -> None:
    fields = ((1, 1), (7, 5), (1, 3), (0, 1), (1, 1), (5, 3))  # 64 by 64, with more fields
    header = read_jpeg_xl_header(io.BytesIO(jxl_header(fields)))
    assert header == JpegXlHeader((64, 64), 6)


def test_the_size_of_a_turned_photo_is_right_even_if_it_is_decoded_square() -> None:
    opened = open_photo(oriented(photo(1599, 1600), 6), Want(199))
    assert opened.image.size == (200, 200)
    assert opened.size == (1599, 1600)


def test_an_orientation_that_is_none_is_passed_over() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    assert open_photo(encoded(photo(30, 20), exif=exif.tobytes())).size == (30, 20)


def test_damaged_metadata_does_not_hide_the_picture() -> None:
    data = encoded(photo(30, 20), exif=b"Exif\0\0MM\0*\xff\xff\xff\xffgarbage")
    opened = open_photo(data)
    assert opened.size == (30, 20)
    assert opened.damage is None


@pytest.mark.parametrize(
    "file_format", ["HEIF", "AVIF", "WEBP", "PNG", "BMP", "GIF", "JPEG2000", "JXL"]
)
def test_every_format_shows_what_was_saved(file_format: str) -> None:
    saved = photo(256, 192)
    opened = open_photo(encoded(saved, file_format), Want(100))
    assert opened.format == file_format
    assert opened.image.mode == "RGB"
    assert opened.image.size == (128, 96)
    assert difference(opened.image, saved.reduce(2)) < 12


def test_a_file_can_be_opened_as_well_as_bytes() -> None:
    opened = open_photo(io.BytesIO(encoded(photo(30, 20))))
    assert (opened.size, opened.format) == ((30, 20), "JPEG")


def test_photos_can_be_opened_in_several_threads() -> None:
    data = encoded(photo(7000, 5000))  # large: such are decoded one at a time
    with ThreadPoolExecutor(3) as pool:
        opened = list(pool.map(lambda _: open_photo(data, Want(480)), range(6)))
    assert {o.image.size for o in opened} == {(875, 625)}
