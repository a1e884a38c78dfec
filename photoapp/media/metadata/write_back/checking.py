"""Proof that a file was written as it was meant to be: by libexiv2 and the decoders, afterwards.

They are native code: for a process that may die.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from photoapp.errors import PhotoUnreadableError
from photoapp.media.metadata.exiv2_tags import (
    UnknownTypeError,
    alternatives,
    is_packet,
    items,
    open_image,
)
from photoapp.media.metadata.packets import may_hold_more, packets_in
from photoapp.media.metadata.texts import clean
from photoapp.media.metadata.write_back.said import Said, folded, folded_all
from photoapp.media.opening import open_photo
from photoapp.media.picture_hash import picture_hash

# By name, and of each name the values in their order.
_Dump = dict[str, list[str]]

_SUBJECT, _CAPTION = "Xmp.dc.subject", "Xmp.dc.description"
_DEFAULT = "[x-default] "
_RATING, _LABEL = "Xmp.xmp.Rating", "Xmp.xmp.Label"
_IPTC_WORDS, _IPTC_CAPTION = "Iptc.Application2.Keywords", "Iptc.Application2.Caption"
_PATHS = {
    "Xmp.lr.hierarchicalSubject": "|",
    "Xmp.digiKam.TagsList": "/",
    "Xmp.MicrosoftPhoto.LastKeywordXMP": "/",
    "Xmp.mediapro.CatalogSets": "|",
}
# What changes with the words, and where a TIFF keeps whole blocks.
_MAY_CHANGE = frozenset([
    "Iptc.Envelope.CharacterSet", "Exif.Image.XMLPacket", "Exif.Image.IPTCNAA",
    "Exif.Image.ImageResources",
])  # fmt: skip
_OF_RATING = frozenset([
    "Exif.Image.Rating", "Exif.Image.RatingPercent", "Xmp.MicrosoftPhoto.Rating",
    "Xmp.acdsee.rating",
])  # fmt: skip


def complaint(before: bytes, after: bytes, said: Said) -> str | None:
    """Return what is wrong with a file that was written, as part of a sentence; None if nothing.

    Right is one that shows the same pixels, says what it should, and all else as it did.
    """
    if not same_picture(before, after):
        return "it could not be proved that its pixels stay the same"
    return sidecar_complaint(before, after, said)


def sidecar_complaint(before: bytes, after: bytes, said: Said) -> str | None:
    """Return what is wrong with what a file, or an XMP sidecar, says after it was written."""
    old, new = _dump(before), _dump(after)
    for name in sorted(old.keys() | new.keys()):
        if not _is_right(name, old.get(name, []), new.get(name, []), said):
            return f"{name} would have changed"
    lacking = _lacking(new, said)
    return f"{lacking} can't be read from it afterwards" if lacking else None


def same_picture(before: bytes, after: bytes) -> bool:
    """Tell whether two files show the same pixels, turned alike; not, if one shows none."""
    hashed = picture_hash(before)
    if hashed is not None:
        return hashed == picture_hash(after)
    try:
        first, second = open_photo(before), open_photo(after)
    except PhotoUnreadableError:
        return False
    same = (first.size, first.damage, first.image.mode, first.orientation)
    if same != (second.size, second.damage, second.image.mode, second.orientation):
        return False
    return bool(first.image.tobytes() == second.image.tobytes())


def _dump(data: bytes) -> _Dump:
    """Return all that exiv2 finds, and in HEIF and AVIF what the decoders hand it."""
    found = _tags(data)
    if not may_hold_more(data[:16], damaged=False):
        return found
    for packet in filter(None, packets_in(data)):
        found = _tags(packet) | found
    return found


def _tags(data: bytes) -> _Dump:
    try:
        image = open_image(data)
        image.readMetadata()
    except UnknownTypeError:
        return {}
    except Exception:  # what was read up to the damage is compared
        pass
    found = {datum.key(): _values(datum) for datum in image.xmpData()}
    if is_packet(image):
        return found
    for each in (image.exifData(), image.iptcData()):
        for datum in each:
            found.setdefault(datum.key(), []).append(datum.toString())
    if image.iccProfileDefined():
        found["the colour profile"] = [bytes(image.iccProfile().data()).hex()]
    if image.comment():
        found["the comment"] = [image.comment()]
    return found


def _values(datum: Any) -> list[str]:
    languages = alternatives(datum)
    if languages is None:
        return items(datum)
    return [f"[{language}] {text}" for language, text in languages.items()]


def _is_right(name: str, old: list[str], new: list[str], said: Said) -> bool:
    if name in {_SUBJECT, _IPTC_WORDS}:
        return _kept(_texts(old), said) <= set(map(folded, _texts(new)))
    if name in _PATHS:
        return _is_right_hierarchy(name, old, new, said)
    for own, wanted in ((_RATING, said.rating), (_LABEL, said.label)):
        if name == own and wanted is not None:
            return new == ([wanted] if wanted else [])
    if name == _CAPTION and said.caption is not None:
        return set(_other_languages(old)) <= set(new)
    is_caption = name == _IPTC_CAPTION and said.caption is not None
    is_rating = name in _OF_RATING and said.rating is not None
    if is_caption or is_rating or name in _MAY_CHANGE:
        return True
    return _texts(old) == _texts(new) if name.startswith("Iptc.") else old == new


def _is_right_hierarchy(name: str, old: list[str], new: list[str], said: Said) -> bool:
    lost_paths = {tuple(map(folded, path)) for path in said.lost_paths}
    lost = folded_all(said.lost)

    def is_kept(written: str) -> bool:
        path = tuple(folded(level.strip()) for level in written.split(_PATHS[name]))
        return path[-1] not in lost and path not in lost_paths

    return not Counter(filter(is_kept, old)) - Counter(new)


def _other_languages(old: Iterable[str]) -> list[str]:
    """Return a caption in those languages in which it says something else than by default."""
    languages = [value for value in old if value.startswith("[") and value[1:3] != "x-"]
    default = {value.removeprefix(_DEFAULT) for value in old if value.startswith(_DEFAULT)}
    return [value for value in languages if value.partition("] ")[2] not in default]


def _kept(words: Iterable[str], said: Said) -> set[str]:
    return set(map(folded, words)) - folded_all(said.lost)


def _texts(values: Iterable[str]) -> list[str]:
    return [clean(value) for value in values]


def _lacking(new: Mapping[str, list[str]], said: Said) -> str | None:
    """Return what is not there that should be, or is there that should not."""
    there = set(map(folded, _texts(new.get(_SUBJECT, []))))
    for word, _ in said.words:
        if folded(" ".join(word.split())) not in {" ".join(w.split()) for w in there}:
            return f"“{word}”"
    if there & folded_all(said.lost) - folded_all(word for word, _ in said.words):
        return "what is left of its keywords"
    if said.rating and said.rating not in new.get(_RATING, []):
        return "its rating"
    if said.label and said.label not in new.get(_LABEL, []):
        return "its colour"
    if said.caption and not any(v.startswith(_DEFAULT) for v in new.get(_CAPTION, [])):
        return "its caption"
    return None
