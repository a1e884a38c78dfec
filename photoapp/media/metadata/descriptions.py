"""What people said of a photo: title, caption, rating, who made it, whose it is.

What was edited last wins: a sidecar, then the photo's XMP, IPTC, EXIF, and Google Takeout at last;
IPTC goes before XMP where the photo's checksum says that it is newer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from photoapp.media.metadata.facts import Known
from photoapp.media.metadata.rationals import between
from photoapp.media.metadata.tags import Tags, first, text_or_none
from photoapp.media.metadata.takeout import Takeout
from photoapp.media.metadata.texts import clean, from_user_comment, from_utf16, is_rubbish

T = TypeVar("T")

_TITLES = ("XMP dc.title", "IPTC ObjectName", "EXIF Image.XPTitle", "XMP photoshop.Headline")
_CAPTIONS = (
    *("XMP dc.description", "IPTC Caption", "EXIF Image.ImageDescription"),
    *("XMP exif.UserComment", "EXIF Photo.UserComment", "EXIF Image.XPComment"),
    "EXIF Image.XPSubject",
)
_CREATORS = ("IPTC Byline", "EXIF Image.Artist", "EXIF Image.XPAuthor")
_RIGHTS = ("XMP dc.rights", "IPTC Copyright", "EXIF Image.Copyright")
_STARS = ("XMP xmp.Rating", "XMP acdsee.rating", "EXIF Image.Rating")
_PERCENT = ("XMP MicrosoftPhoto.Rating", "EXIF Image.RatingPercent")
# Windows' ratings, in percent, and the stars that they stand for.
_STARS_FROM_PERCENT = ((99, 5), (75, 4), (50, 3), (25, 2), (1, 1), (0, 0))
_FAVOURITE = 5


def with_texts_of_windows(tags: Tags) -> Tags:
    """Add, to EXIF's texts, those that it keeps as bytes: UserComment and Windows' XP tags."""
    texts = {
        key: from_user_comment(data) if key == "Photo.UserComment" else from_utf16(data)
        for key, data in tags.raw.items()
    }
    return replace(tags, exif={**tags.exif, **texts})


def find_descriptions(edited_first: Sequence[Tags], takeouts: Sequence[Takeout]) -> dict[str, Any]:
    """Return what Metadata says in words and stars, of files of which the photo is the last."""
    caption = _find(edited_first, _CAPTIONS, _not_rubbish)
    return {
        "title": _find(edited_first, _TITLES, _not_rubbish),
        "caption": caption or _first_known((t.caption or None, t.source) for t in takeouts),
        "rating": _rating(edited_first)
        or _first_known((_FAVOURITE if t.favourite else None, t.source) for t in takeouts),
        "creator": _creators(edited_first) or _find(edited_first, _CREATORS, _not_blank),
        "copyright": _find(edited_first, _RIGHTS, _not_blank),
        "software": _find(
            [*edited_first][::-1], ("EXIF Image.Software", "XMP xmp.CreatorTool"), _not_blank
        ),
    }


def _find(
    files: Iterable[Tags], names: Sequence[str], read: Callable[[str], T | None]
) -> Known[T] | None:
    for tags in files:
        if found := first([tags], in_order(tags, names), read):
            return found
    return None


def in_order(tags: Tags, names: Sequence[str]) -> Sequence[str]:
    """Return names of tags, IPTC's first where a file's IPTC is newer than its XMP."""
    if not tags.iptc_is_newer:
        return names
    return sorted(names, key=lambda name: not name.startswith("IPTC"))


def _not_rubbish(text: str) -> str | None:
    return None if is_rubbish(text) else text_or_none(text)


def _not_blank(text: str) -> str | None:
    return text if any(character.isalnum() for character in text) else None


def _first_known(facts: Iterable[tuple[T | None, str]]) -> Known[T] | None:
    return next((Known(value, source) for value, source in facts if value is not None), None)


def _creators(files: Iterable[Tags]) -> Known[str] | None:
    for tags in files:
        names = [text for text in map(clean, tags.xmp.get("dc.creator", [])) if _not_blank(text)]
        if names and not tags.iptc_is_newer:
            return Known(", ".join(names), tags.source("XMP", "dc.creator"))
    return None


def _rating(files: Iterable[Tags]) -> Known[int] | None:
    for tags in files:
        found = first([tags], _STARS, _stars) or first([tags], _PERCENT, _stars_of_percent)
        if found:
            return found
    return None


def _stars(text: str) -> int | None:
    value = between(-1, 5)(text)
    return None if value is None else round(value)


def _stars_of_percent(text: str) -> int | None:
    value = between(0, 100)(text)
    if value is None:
        return None
    return next(stars for percent, stars in _STARS_FROM_PERCENT if value >= percent)
