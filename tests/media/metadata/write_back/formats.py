"""Pictures in every format that can hold what people say, made here."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from photoapp.media.plugins import register_formats
from tests.media.metadata.tagged import add_photoshop, tagged


def _noise() -> Image.Image:
    return Image.effect_noise((64, 48), 50).convert("RGB")


def _saved(suffix: str, **options: object) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        register_formats()
        path = folder / f"photo{suffix}"
        _noise().save(path, **options)  # type: ignore[arg-type]
        return path

    return make


def _with_iptc(folder: Path) -> Path:
    path = _saved(".jpg")(folder)
    add_photoshop(path, [(0, b"\0\2"), (25, "Köln".encode("latin-1")), (25, b"old"), (120, b"Old")])
    return path


def _with_trailer(folder: Path) -> Path:
    """Return a JPEG with a film behind it, as a Motion Photo has."""
    path = _saved(".jpg")(folder)
    path.write_bytes(path.read_bytes() + b"\0\0\0\x18ftypmp42" + bytes(5000))
    return path


def _with_second_picture(folder: Path) -> Path:
    path = folder / "photo.mpo"
    _noise().save(path, "MPO", save_all=True, append_images=[_noise()])
    return path


def _tagged(suffix: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        xmp: dict[str, str | list[str]] = {
            "dc.subject": ["old", "Foreign"],
            "dc.title": "T",
            "xmp.Rating": "2",
        }
        exif = {"Image.Make": "Canon", "Image.Rating": "2", "Photo.FNumber": "28/10"}
        iptc = {"Application2.Keywords": ["old", "Foreign"]} if suffix in {".jpg", ".tif"} else {}
        return tagged(folder / f"photo{suffix}", exif=exif, xmp=xmp, iptc=iptc)

    return make


FORMATS: dict[str, Callable[[Path], Path]] = {
    "JPEG": _saved(".jpg"),
    "tagged JPEG": _tagged(".jpg"),
    "JPEG with IPTC": _with_iptc,
    "Motion Photo": _with_trailer,
    "MPO": _with_second_picture,
    "PNG": _saved(".png"),
    "tagged PNG": _tagged(".png"),
    "WebP": _saved(".webp"),
    "lossless WebP": _saved(".webp", lossless=True),
    "tagged WebP": _tagged(".webp"),
    "TIFF": _saved(".tif"),
    "compressed TIFF": _saved(".tif", compression="tiff_lzw"),
    "tagged TIFF": _tagged(".tif"),
    "HEIC": _saved(".heic"),
    "AVIF": _saved(".avif"),
    "JPEG XL": _saved(".jxl"),
    "JPEG 2000": _saved(".jp2"),
}
