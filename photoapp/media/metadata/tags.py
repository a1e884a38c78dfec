"""The tags of a file as plain text, whatever library read them, and asking several for a fact."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from photoapp.media.metadata.facts import Known
from photoapp.media.metadata.texts import clean

T = TypeVar("T")


@dataclass(frozen=True)
class Tags:
    """The tags of one file; ``sidecar`` is its name where it is not the photo itself.

    ``exif`` maps "Photo.DateTimeOriginal" to text, ``raw`` some of the same to bytes, ``iptc``
    "Caption" to its values and ``xmp`` "dc.subject" to its items, the default language first.
    ``iptc_is_newer`` when the photo's own checksum says that IPTC was edited after XMP.
    """

    exif: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, bytes] = field(default_factory=dict)
    iptc: Mapping[str, Sequence[str]] = field(default_factory=dict)
    xmp: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sidecar: str | None = None
    iptc_is_newer: bool = False

    def find(self, name: str) -> Iterator[Known[str]]:
        """Yield what a tag, "EXIF Image.Make" or "XMP dc.title" say, holds, unless it is blank."""
        kind, key = name.split(" ")
        for value in self._values(kind, key):
            if text := clean(value):
                yield Known(text, self.source(kind, key))

    def source(self, kind: str, key: str) -> str:
        """Return where a tag's value came from, in words."""
        if kind != "XMP":
            return f"{kind} {key.rsplit('.', 1)[-1]}"
        prefix, _, name = key.partition(".")
        where = f" in {self.sidecar}" if self.sidecar else ""
        return f"XMP {_PREFIXES.get(prefix, prefix)}:{name.rsplit(':', 1)[-1]}{where}"

    def _values(self, kind: str, key: str) -> Sequence[str]:
        if kind == "EXIF":
            return [self.exif[key]] if key in self.exif else []
        return (self.iptc if kind == "IPTC" else self.xmp).get(key, [])


# Where exiv2's name of a schema is not the one that its users know.
_PREFIXES = {"iptc": "Iptc4xmpCore", "iptcExt": "Iptc4xmpExt"}


def first(
    sources: Iterable[Tags], names: Iterable[str], read: Callable[[str], T | None]
) -> Known[T] | None:
    """Return the first tag, by source and then by name, whose value ``read`` makes sense of."""
    tags = list(names)
    for source in sources:
        for name in tags:
            for found in source.find(name):
                value = read(found.value)
                if value is not None:
                    return Known(value, found.source)
    return None


def text_or_none(text: str) -> str | None:
    """Take any text for a fact."""
    return text or None
