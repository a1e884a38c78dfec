"""Captions that lie beside photos: text files of their name, and Google Takeout's JSON."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from photoapp.errors import DataFileError
from photoapp.library.captions.files.encoding import read_text
from photoapp.library.captions.files.line import Draft, Tell
from photoapp.media.formats import kind_of_name
from photoapp.media.metadata import FolderSidecars
from photoapp.media.metadata.takeout import read_takeout

_MOST_BYTES = 64_000  # of a text beside a photo: what is longer is no caption


class _Titled(msgspec.Struct):
    title: str


def read_folder(folder: Path, encoding: str | None, tell: Tell) -> Iterator[Draft]:
    """Yield what lies beside the photos of a folder and those below it; hidden ones are left out.

    Texts and Takeout's files whose photo is not beside them name it all the same.
    """

    def refused(error: OSError) -> None:
        tell(f"{error.filename} can't be read: {error.strerror}; passed over.")

    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from _Beside(Path(parent), names, encoding, tell).drafts()


def read_text_beside(path: Path, encoding: str | None) -> Iterator[Draft]:
    """Yield what a text file says of the photos it lies beside, one caption a line.

    Raises:
        DataFileError: it can't be read, or is too large for a caption.

    """
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 - names alone are wanted
    except OSError as error:
        raise DataFileError(f"{path} can't be read: {error.strerror}.") from error
    photos = _photos_of_text(path.name, _by_key(n for n in names if kind_of_name(n) == "photo"))
    captions = read_text(path, encoding, _MOST_BYTES).split("\n")
    for name in photos:
        yield Draft(path.with_name(name), captions)


def read_takeout_file(path: Path) -> Draft | None:
    """Return what a file of Google Takeout's says of its photo; None if it is none of those."""
    try:
        takeout = read_takeout(path, path.name)
        if takeout is None:
            return None
        title = msgspec.json.decode(path.read_bytes(), type=_Titled).title
    except OSError as error:
        raise DataFileError(f"{path} can't be read: {error.strerror}.") from error
    except msgspec.DecodeError:
        return None
    return Draft(path.with_name(Path(title).name or path.stem), [takeout.caption])


class _Beside:
    """What lies beside the photos of one folder."""

    def __init__(self, folder: Path, names: list[str], encoding: str | None, tell: Tell) -> None:
        self._folder, self._encoding, self._tell = folder, encoding, tell
        visible = sorted(name for name in names if not name.startswith("."))
        self._photos = [name for name in visible if kind_of_name(name) == "photo"]
        self._texts = [name for name in visible if name.lower().endswith(".txt")]
        self._takeouts = [name for name in visible if name.lower().endswith(".json")]

    def drafts(self) -> Iterator[Draft]:
        """Yield texts first, then Takeout's."""
        by_key = _by_key(self._photos)
        for name in self._texts:
            photos = _photos_of_text(name, by_key)
            if photos and (captions := self._captions(name)):
                for photo in photos:
                    yield Draft(self._folder / photo, captions)
        yield from self._taken_out()

    def _captions(self, name: str) -> list[str]:
        path = self._folder / name
        try:
            lines = read_text(path, self._encoding, _MOST_BYTES).split("\n")
        except DataFileError as error:
            self._tell(f"{str(error).rstrip('.')}. Passed over.")
            return []
        if not any(line.strip() for line in lines):
            self._tell(f"{path} is empty; passed over.")
            return []
        return lines

    def _taken_out(self) -> Iterator[Draft]:
        if not self._takeouts:
            return
        sidecars = FolderSidecars(self._takeouts)
        owned: dict[str, list[str]] = {}
        for photo in self._photos:
            for name in sidecars.of(photo):
                owned.setdefault(name, []).append(photo)
        for name in self._takeouts:
            draft = self._takeout(name)
            if draft and any(draft.captions):
                photos = [self._folder / photo for photo in owned.get(name, ())]
                for path in photos or [draft.file]:
                    yield Draft(path, draft.captions)

    def _takeout(self, name: str) -> Draft | None:
        try:
            return read_takeout_file(self._folder / name)
        except DataFileError as error:
            self._tell(f"{str(error).rstrip('.')}. Passed over.")
            return None


def _by_key(photos: Iterator[str] | list[str]) -> dict[str, list[str]]:
    """Return photos by their names, and by their names without the ending; case aside."""
    found: dict[str, list[str]] = {}
    for name in photos:
        for key in dict.fromkeys((name.lower(), os.path.splitext(name)[0].lower())):  # noqa: PTH122
            found.setdefault(key, []).append(name)
    return found


def _photos_of_text(name: str, by_key: dict[str, list[str]]) -> list[str]:
    """Return the photos that a text lies beside; ``cat.jpg.txt`` names one that need not be."""
    stem = name[: -len(".txt")]
    photos = by_key.get(stem.lower(), [])
    return photos or ([stem] if kind_of_name(stem) == "photo" else [])
