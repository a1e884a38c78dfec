"""Photos to test with, tagged by exiv2 as other programs would, or byte by byte."""

import json
import struct
from collections.abc import Mapping
from pathlib import Path

import exiv2
from PIL import Image

exiv2.LogMsg.setHandler(None)

_EMPTY_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF></x:xmpmeta>'
)
_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".tif": "TIFF", ".gif": "GIF"}
Values = Mapping[str, str | list[str]]


def tagged(
    path: Path,
    *,
    exif: Mapping[str, str] | None = None,
    iptc: Values | None = None,
    xmp: Values | None = None,
) -> Path:
    """Write a small picture, in the format of its name, with "Photo.FNumber", "dc.subject" …"""
    if path.suffix == ".xmp":
        path.write_text(_EMPTY_XMP.format(""))
    else:
        Image.new("RGB", (32, 24), (90, 120, 40)).save(path, _FORMATS[path.suffix])
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    for key, value in (exif or {}).items():
        image.exifData()[f"Exif.{key}"] = value
    for key, values in (iptc or {}).items():
        for value in [values] if isinstance(values, str) else values:
            image.iptcData().add(exiv2.IptcKey(f"Iptc.{key}"), exiv2.StringValue(value))
    for key, values in (xmp or {}).items():
        image.xmpData()[f"Xmp.{key}"] = values
    if exif or iptc or xmp:
        image.writeMetadata()
    return path


def xmp_file(path: Path, attributes: str, inside: str = "") -> Path:
    """Write an XMP sidecar with what exiv2 can't be asked to write: regions, say."""
    description = f'<rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description>'
    path.write_text(_EMPTY_XMP.format(description), encoding="utf-8")
    return path


def add_photoshop(path: Path, datasets: list[tuple[int, bytes]], checksum: bytes = b"") -> bytes:
    """Put IPTC of the application record, byte by byte, into a JPEG; return that IPTC."""
    iptc = b"".join(
        b"\x1c\x02" + struct.pack(">BH", number, len(data)) + data for number, data in datasets
    )
    resources = _resource(0x0404, iptc) + (_resource(0x0425, checksum) if checksum else b"")
    segment = b"Photoshop 3.0\0" + resources
    jpeg = path.read_bytes()
    app13 = b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment
    path.write_bytes(jpeg[:2] + app13 + jpeg[2:])
    return iptc


def _resource(number: int, data: bytes) -> bytes:
    padding = b"\0" * (len(data) % 2)
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + padding


def takeout_file(path: Path, **fields: object) -> Path:
    """Write what Google Takeout puts beside a photo."""
    whole = {"title": "a.jpg", "photoTakenTime": {"timestamp": "1555097089"}, **fields}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path
