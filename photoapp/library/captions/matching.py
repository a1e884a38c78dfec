"""Which photo of the library a file of captions means."""

import re
import unicodedata
from collections.abc import Collection
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.paths import absolute

_Parts = tuple[str, ...]


class NamedPhotos:
    """Finds photos by where files are said to be; they may have been moved since, as a whole."""

    def __init__(self, catalog: Catalog) -> None:
        self._by_path = dict(catalog.captions.files())

    def at(self, file: Path) -> frozenset[int]:
        """Return the photo at a path, else those that may be meant by its name.

        Of several photos of that name it is the one whose folders are called so too. More than one
        is returned where nothing tells which, none where no photo of the library is called so.
        """
        if (photo_id := self._exactly(file)) is not None:
            return frozenset([photo_id])
        wanted = _parts(file)
        named = self._by_name.get(wanted[0], ()) if wanted else ()
        alike = [(_shared(wanted, parts), photo_id) for parts, photo_id in named]
        nearest = max((shared for shared, _ in alike), default=0)
        return frozenset(photo_id for shared, photo_id in alike if shared == nearest)

    def _exactly(self, file: Path) -> int | None:
        photo_id = self._by_path.get(str(absolute(file)))
        if photo_id is not None:
            return photo_id
        try:
            return self._by_path.get(str(file.resolve()))
        except (OSError, ValueError, RuntimeError):  # no file can be called so, or links in a ring
            return None

    @cached_property
    def _by_name(self) -> dict[str, Collection[tuple[_Parts, int]]]:
        """All files of the library by name; made only if one is not found by its path."""
        found: dict[str, list[tuple[_Parts, int]]] = {}
        for path, photo_id in self._by_path.items():
            parts = _parts(path)
            found.setdefault(parts[0], []).append((parts, photo_id))
        return {**found}


def _parts(file: Path | str) -> _Parts:
    """Return a path's name and folders, the name first; lists from Windows have backslashes."""
    text = unicodedata.normalize("NFC", str(file)).casefold()
    return tuple(part for part in reversed(re.split(r"[/\\]", text)) if part not in {"", "."})


def _shared(wanted: _Parts, parts: _Parts) -> int:
    """Return how many names two paths share, from the file's on."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(wanted, parts, strict=False))
    return sum(1 for _ in same)
