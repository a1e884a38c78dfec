"""Keywords, flat and in hierarchies, and people's names: the union of all that the files say."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from photoapp.media.metadata.facts import Known
from photoapp.media.metadata.tags import Tags
from photoapp.media.metadata.takeout import Takeout
from photoapp.media.metadata.texts import clean

_FLAT = ("XMP dc.subject", "IPTC Keywords")
# Hierarchies, and what parts their levels.
_PATHS = (
    ("XMP lr.hierarchicalSubject", "|"),
    ("XMP digiKam.TagsList", "/"),
    ("XMP MicrosoftPhoto.LastKeywordXMP", "/"),
    ("XMP mediapro.CatalogSets", "|"),
)
_WINDOWS = "EXIF Image.XPKeywords"
# Children of children: mwg-kw.Keywords/mwg-kw:Hierarchy[1]/mwg-kw:Children[2]/mwg-kw:Keyword
_MWG_KEYWORD = re.compile(r"mwg-kw\.Keywords/mwg-kw:Hierarchy.*/mwg-kw:Keyword")
_MWG_PARENT = re.compile(r"/mwg-kw:Children\[\d+\]/mwg-kw:Keyword$")
_REGION_NAMES = (
    (re.compile(r"(mwg-rs\.Regions/mwg-rs:RegionList\[\d+\])/mwg-rs:Name"), "/mwg-rs:Type"),
    (re.compile(r"(MP\.RegionInfo/MPRI:Regions\[\d+\])/MPReg:PersonDisplayName"), None),
)


def find_keywords(files: Sequence[Tags]) -> tuple[Known[str], ...]:
    """Return every keyword once, in any spelling of its case; the last of each hierarchy too."""
    flat = [known for tags in files for name in _FLAT for known in tags.find(name)]
    windows = [
        Known(word.strip(), known.source)
        for tags in files
        for known in tags.find(_WINDOWS)
        for word in known.value.split(";")
    ]
    leaves = [Known(path.value[-1], path.source) for path in find_paths(files)]
    return tuple(_once([*flat, *windows, *leaves]))


def find_paths(files: Sequence[Tags]) -> tuple[Known[tuple[str, ...]], ...]:
    """Return the keywords of hierarchies of two levels and more, from the top down."""
    found = [path for tags in files for path in _paths(tags) if len(path.value) > 1]
    return tuple({tuple(map(_folded, path.value)): path for path in reversed(found)}.values())[::-1]


def find_people(files: Sequence[Tags], takeouts: Sequence[Takeout]) -> tuple[Known[str], ...]:
    """Return the names of those whose faces are marked or who are said to be in the photo."""
    named = [known for tags in files for known in _people(tags)]
    takeout = [Known(name, takeout.source) for takeout in takeouts for name in takeout.people]
    return tuple(_once([*named, *takeout]))


def _once(words: Iterable[Known[str]]) -> Iterator[Known[str]]:
    seen: set[str] = set()
    for word in words:
        key = _folded(word.value)
        if key and key not in seen:
            seen.add(key)
            yield word


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()


def _paths(tags: Tags) -> Iterator[Known[tuple[str, ...]]]:
    for name, separator in _PATHS:
        for known in tags.find(name):
            path = tuple(filter(None, map(str.strip, known.value.split(separator))))
            if path:
                yield Known(path, known.source)
    for key in filter(_MWG_KEYWORD.fullmatch, tags.xmp):
        levels = tuple(filter(None, (clean("".join(tags.xmp.get(k, ""))) for k in _mwg_keys(key))))
        if levels:
            yield Known(levels, tags.source("XMP", "mwg-kw.Keywords"))


def _mwg_keys(key: str) -> list[str]:
    keys = [key]
    while _MWG_PARENT.search(keys[0]):
        keys.insert(0, _MWG_PARENT.sub("/mwg-kw:Keyword", keys[0]))
    return keys


def _people(tags: Tags) -> Iterator[Known[str]]:
    for pattern, kind in _REGION_NAMES:
        for key in tags.xmp:
            match = pattern.fullmatch(key)
            if match and _is_face(tags, match[1], kind):
                yield from tags.find(f"XMP {key}")
    yield from tags.find("XMP iptcExt.PersonInImage")


def _is_face(tags: Tags, region: str, kind: str | None) -> bool:
    """Tell whether a region is somebody's; others mark pets, bar codes and where focus was."""
    return kind is None or "".join(tags.xmp.get(region + kind, ["Face"])) == "Face"
