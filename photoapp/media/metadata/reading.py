"""Reading all that is known of one photo, from the file and from those beside it."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from photoapp.media.metadata.camera import find_camera
from photoapp.media.metadata.descriptions import find_descriptions, with_texts_of_windows
from photoapp.media.metadata.exiv2_tags import UnknownTypeError, read_tags
from photoapp.media.metadata.facts import Known, Metadata, Position
from photoapp.media.metadata.iptc_checksum import iptc_is_newer
from photoapp.media.metadata.keywords import find_keywords, find_paths, find_people
from photoapp.media.metadata.packets import find_packets, in_utf8, may_hold_more
from photoapp.media.metadata.places import find_place
from photoapp.media.metadata.positions import find_position
from photoapp.media.metadata.tags import Tags
from photoapp.media.metadata.taken import find_taken
from photoapp.media.metadata.takeout import Takeout, read_takeout

_EMPTY = "The file is empty."
_JPEG = b"\xff\xd8\xff"
# An XMP sidecar holds texts, and seldom a preview; more than this is something else.
_MOST_SIDECAR_BYTES = 16_000_000


@dataclass
class _Files:
    """What was read of a photo and of those beside it, and what was wrong with them."""

    photo: Tags = field(default_factory=Tags)
    sidecars: list[Tags] = field(default_factory=list)
    takeouts: list[Takeout] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_metadata(
    path: Path, sidecars: Sequence[Path] = (), *, modified_ns: int | None = None
) -> Metadata:
    """Read a photo's metadata, of any format, damaged or not; what is wrong becomes a problem.

    ``sidecars`` are its XMP and Google Takeout files; ``modified_ns`` is the file's time in
    nanoseconds since 1970, asked of the file system where it is None. exiv2 and the decoders are
    native code: use a process that may die, and one thread of it at a time.

    Raises:
        OSError: the photo can't be opened.

    """
    files = _Files()
    files.photo = _read_photo(path, files.problems)
    for sidecar in sidecars:
        _read_sidecar(sidecar, files)
    if modified_ns is None:
        modified_ns = path.stat().st_mtime_ns
    return _gather(files, path.name, modified_ns)


def _read_photo(path: Path, problems: list[str]) -> Tags:
    with path.open("rb") as file:
        head = file.read(16)
    if not head:
        problems.append(_EMPTY)
        return Tags()
    tags, problem = _tags_of(path, head)
    if problem:
        problems.append(problem)
    if tags.iptc and tags.xmp and head.startswith(_JPEG):
        tags = replace(tags, iptc_is_newer=iptc_is_newer(path))
    return with_texts_of_windows(tags)


def _tags_of(path: Path, head: bytes) -> tuple[Tags, str | None]:
    try:
        tags, problem = read_tags(path)
    except UnknownTypeError:
        tags, problem = Tags(), None
    nothing = not (tags.exif or tags.raw or tags.iptc or tags.xmp)
    is_heif = head[4:8] == b"ftyp"  # of several pictures in one exiv2 may read the wrong one's
    if (nothing or is_heif) and may_hold_more(head, damaged=problem is not None):
        tags = _with_packets(tags, find_packets(path))
    return tags, problem


def _with_packets(tags: Tags, packets: Iterable[bytes]) -> Tags:
    for packet in filter(None, packets):
        found = _tags_in(packet)
        tags = Tags(
            exif={**found.exif, **tags.exif},
            raw={**found.raw, **tags.raw},
            iptc={**found.iptc, **tags.iptc},
            xmp={**found.xmp, **tags.xmp},
        )
    return tags


def _tags_in(packet: bytes) -> Tags:
    try:
        return read_tags(packet)[0]
    except UnknownTypeError:
        return Tags()


def _read_sidecar(path: Path, files: _Files) -> None:
    name = os.fsencode(path.name).decode("utf-8", "replace")
    try:
        if path.suffix.lower() == ".json":
            takeout = read_takeout(path, name)
            files.takeouts.extend([takeout] if takeout else [])
        else:
            files.sidecars.append(_xmp_sidecar(path, name, files.problems))
    except OSError as error:
        files.problems.append(f"{name} can't be read: {error.strerror or error}.")


def _xmp_sidecar(path: Path, name: str, problems: list[str]) -> Tags:
    with path.open("rb") as file:
        packet = in_utf8(file.read(_MOST_SIDECAR_BYTES))
    try:
        tags, problem = read_tags(packet, name)
    except UnknownTypeError:
        tags, problem = Tags(), None
    if problem or not tags.xmp:
        problems.append(f"{name} holds no XMP that can be read.")
    return tags


def _gather(files: _Files, name: str, modified_ns: int) -> Metadata:
    problems = files.problems
    photo_first = [files.photo, *files.sidecars]
    edited_first = [*files.sidecars, files.photo]
    position = find_position(edited_first) or _takeout_position(files.takeouts)
    taken = find_taken(
        files.photo,
        files.sidecars,
        files.takeouts,
        name=name,
        modified_ns=modified_ns,
        now=datetime.now(UTC).replace(tzinfo=None),
        problems=problems,
    )
    return Metadata(
        taken=taken,
        position=position,
        place=find_place(edited_first, position),
        keywords=find_keywords(edited_first),
        keyword_paths=find_paths(edited_first),
        people=find_people(edited_first, files.takeouts),
        problems=tuple(dict.fromkeys(problems)),
        **find_camera(photo_first),
        **find_descriptions(edited_first, files.takeouts),
    )


def _takeout_position(takeouts: Sequence[Takeout]) -> Known[Position] | None:
    return next((Known(t.position, t.source) for t in takeouts if t.position), None)
