"""Metadata as it goes into a new picture: EXIF and XMP made of what is known, and nothing else.

Nothing is copied from the original's own blocks, so that nothing hides in them: makers' notes,
serial numbers, or an old thumbnail of the whole picture.
"""

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from PIL import ExifTags, Image

from photoapp.media.metadata.facts import Known, Metadata, Position, Taken

if TYPE_CHECKING:
    from PIL.TiffImagePlugin import IFDRational

_Base, _Gps = ExifTags.Base, ExifTags.GPS
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_DENOMINATOR = 1_000_000


def exif_of(metadata: Metadata, *, place: bool) -> bytes:
    """Return a block of EXIF for a picture that is upright; ``place`` says where it was taken."""
    exif = Image.Exif()
    _put_camera(exif, metadata)
    if metadata.taken:
        _put_taken(exif, metadata.taken.value)
    if place and metadata.position:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(_gps(metadata.position.value))
    exif[_Base.Orientation] = 1
    return exif.tobytes()


def xmp_of(metadata: Metadata, *, place: bool, color: str = "") -> bytes:
    """Return a packet of XMP with what people say of a photo; ``color`` is the label's name."""
    fields = [
        _alternatives("dc:title", metadata.title),
        _alternatives("dc:description", metadata.caption),
        _alternatives("dc:rights", metadata.copyright),
        _items("dc:creator", "Seq", [metadata.creator.value] if metadata.creator else []),
        _items("dc:subject", "Bag", [known.value for known in metadata.keywords]),
        _items(
            "lr:hierarchicalSubject", "Bag", ["|".join(p.value) for p in metadata.keyword_paths]
        ),
        _items("Iptc4xmpExt:PersonInImage", "Bag", [known.value for known in metadata.people]),
        _text("xmp:Rating", str(metadata.rating.value) if metadata.rating else ""),
        _text("xmp:Label", color),
    ]
    if place and metadata.place:
        where = metadata.place.value
        fields.append(_text("photoshop:City", where.city or ""))
        fields.append(_text("photoshop:State", where.region or ""))
        fields.append(_text("photoshop:Country", where.country or ""))
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{names}>{"".join(fields)}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    )
    return packet.encode("utf-8", "replace")


def _put_camera(exif: Image.Exif, metadata: Metadata) -> None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for tag, known in (
        (_Base.Make, metadata.camera_make),
        (_Base.Model, metadata.camera_model),
        (_Base.Artist, metadata.creator),
        (_Base.Copyright, metadata.copyright),
        (_Base.ImageDescription, metadata.caption),
    ):
        if known:
            exif[tag] = known.value.encode("utf-8", "replace").decode("utf-8")
    if metadata.lens:
        details[_Base.LensModel] = metadata.lens.value
    if metadata.iso:
        details[_Base.ISOSpeedRatings] = min(metadata.iso.value, 0xFFFF)
    if metadata.focal_length_35mm:
        details[_Base.FocalLengthIn35mmFilm] = min(round(metadata.focal_length_35mm.value), 0xFFFF)
    for tag, value in (
        (_Base.ExposureTime, metadata.exposure_seconds),
        (_Base.FNumber, metadata.f_number),
        (_Base.FocalLength, metadata.focal_length_mm),
    ):
        if value and value.value >= 0:
            details[tag] = _rational(value.value)


def _put_taken(exif: Image.Exif, taken: Taken) -> None:
    """Put the time of day too where it is known; EXIF has no date without one."""
    if len(taken.local) <= len("2019-04-12"):
        return
    moment = datetime.fromisoformat(taken.local)
    written = moment.strftime("%Y:%m:%d %H:%M:%S")
    details = exif.get_ifd(ExifTags.IFD.Exif)
    exif[_Base.DateTime] = written
    details[_Base.DateTimeOriginal] = details[_Base.DateTimeDigitized] = written
    if moment.microsecond:
        details[_Base.SubsecTimeOriginal] = f"{moment.microsecond:06}".rstrip("0")
    if taken.offset_minutes is not None:
        hours, minutes = divmod(abs(taken.offset_minutes), 60)
        sign = "-" if taken.offset_minutes < 0 else "+"
        details[_Base.OffsetTimeOriginal] = f"{sign}{hours:02}:{minutes:02}"


def _gps(position: Position) -> dict[int, object]:
    tags: dict[int, object] = {
        _Gps.GPSVersionID: b"\2\3\0\0",
        _Gps.GPSLatitudeRef: "S" if position.latitude < 0 else "N",
        _Gps.GPSLatitude: _degrees(position.latitude),
        _Gps.GPSLongitudeRef: "W" if position.longitude < 0 else "E",
        _Gps.GPSLongitude: _degrees(position.longitude),
    }
    if position.altitude_m is not None:
        tags[_Gps.GPSAltitudeRef] = b"\1" if position.altitude_m < 0 else b"\0"
        tags[_Gps.GPSAltitude] = _rational(abs(position.altitude_m))
    return tags


def _degrees(angle: float) -> "tuple[IFDRational, IFDRational, IFDRational]":
    minutes, seconds = divmod(round(abs(angle) * 3600, 4), 60)
    degrees, minutes = divmod(minutes, 60)
    return _rational(degrees), _rational(minutes), _rational(seconds)


def _rational(value: float) -> "IFDRational":
    from PIL.TiffImagePlugin import IFDRational  # noqa: PLC0415 - only exports need it

    exact = Fraction(value).limit_denominator(_DENOMINATOR if value < 1000 else 1000)
    return IFDRational(exact.numerator, exact.denominator)


def _alternatives(name: str, known: Known[str] | None) -> str:
    if known is None or not known.value:
        return ""
    item = f'<rdf:li xml:lang="x-default">{_written(known.value)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def _items(name: str, kind: str, values: list[str]) -> str:
    if not values:
        return ""
    items = "".join(f"<rdf:li>{_written(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _text(name: str, value: str) -> str:
    return f"<{name}>{_written(value)}</{name}>" if value else ""


def _written(text: str) -> str:
    """Return a text as XML has it, which knows no control characters."""
    allowed = "".join(c for c in text if c >= " " or c in "\n\t")
    return allowed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
