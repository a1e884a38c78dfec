"""What is asked of an export, and how its files are named."""

import re
import string
from dataclasses import dataclass
from typing import Literal

from photoapp.errors import UsageError
from photoapp.media.encoding import EncodedFormat

ExportFormat = Literal["original"] | EncodedFormat
ExportMetadata = Literal["all", "without place", "none"]
OnConflict = Literal["number", "skip", "replace"]
ExportAs = Literal["copies", "links", "hard links"]

_FIELDS = frozenset(["name", "date", "number"])
# What one of the usual file systems does not take in a name.
_REFUSED = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST_NAME_BYTES = 200


@dataclass(frozen=True)
class ExportOptions:
    """What the exported files are to be.

    ``long_edge`` is the most pixels of the longer edge, None for as many as there are.
    ``format`` "original" leaves each photo in its own where that can be written; ``quality``, from
    1 to 100, is for JPEG and WebP. ``metadata`` is what goes along of what is known.
    ``names`` is a pattern with {name}, {date} and {number}. ``on_conflict`` says what happens to a
    name that is taken. ``as_links`` has the system point to the files instead of copying them:
    "links" (symbolic ones) break when the file moves, "hard links" are the file itself under a
    second name, on the same drive.

    Raises:
        UsageError: one of them makes no sense.

    """

    long_edge: int | None = None
    format: ExportFormat = "original"
    quality: int = 90
    metadata: ExportMetadata = "all"
    names: str = "{name}"
    on_conflict: OnConflict = "number"
    as_links: ExportAs = "copies"

    def __post_init__(self) -> None:
        if not 1 <= self.quality <= 100:
            raise UsageError("The quality is a number from 1 to 100.")
        if self.long_edge is not None and self.long_edge < 1:
            raise UsageError("The size is a number of pixels, 1 or more.")
        if self.as_links != "copies" and not self.untouched:
            raise UsageError(
                f"As {self.as_links} files go as they are; ask for copies to have another size or "
                "format, or less told."
            )
        _check_names(self.names)

    @property
    def untouched(self) -> bool:
        """Whether files go just as they are."""
        return self.long_edge is None and self.format == "original" and self.metadata == "all"


def file_stem(names: str, *, name: str, date: str, number: int, total: int) -> str:
    """Return what an exported file is called, without its ending.

    ``number`` counts the photos of the export from 1, and is written as long as ``total`` is.
    """
    values = {"name": name, "date": date, "number": str(number).zfill(len(str(total)))}
    stem = _REFUSED.sub("_", names.format(**values)).strip(" .")
    while len(stem.encode("utf-8", "surrogateescape")) > _MOST_NAME_BYTES:
        stem = stem[:-1]
    return f"_{stem}" if not stem or _RESERVED.fullmatch(stem) else stem


def _check_names(names: str) -> None:
    way_out = "use letters, {name}, {date} and {number}"
    try:
        parts = list(string.Formatter().parse(names))
    except ValueError as error:
        raise UsageError(f"Files can't be named “{names}”; {way_out}.") from error
    for _, field, form, conversion in parts:
        if field is not None and (field not in _FIELDS or form or conversion):
            raise UsageError(f"Files can't be named by “{field}”; {way_out}.")
    if not names.strip(" ."):
        raise UsageError(f"Files need names; {way_out}.")
