"""Photos of the library that are named by their files."""

from collections.abc import Sequence
from pathlib import Path

from photoapp.errors import NotInLibraryError
from photoapp.library import Library


def chosen_photos(library: Library, files: Sequence[Path]) -> tuple[list[int], list[str]]:
    """Return the ids of the photos that files hold, each once, and sentences on the others."""
    photo_ids: list[int] = []
    unknown = []
    for file in files:
        try:
            photo_ids.append(library.photo_at(file))
        except NotInLibraryError as error:
            unknown.append(str(error))
    return list(dict.fromkeys(photo_ids)), unknown
