"""What a person said of a photo, as the command line shows it."""

from collections.abc import Iterator
from typing import Any

from photoapp.library.browsing import PhotoDetails

# As in a table of facts: a label, the value, and where it is from.
Line = tuple[str, str, str]

_SOURCE = "said in photoapp"
_FLAGS = {"pick": "picked", "reject": "rejected", "none": "neither picked nor rejected"}


def said_lines(details: PhotoDetails) -> Iterator[Line]:
    """Yield what a person said of a photo, as people read it; nothing where they said nothing."""
    said = said_shape(details)
    if said["rating"] is not None:
        yield "rating", f"{said['rating']} of 5" if said["rating"] else "none", _SOURCE
    if said["flag"] is not None:
        yield "flag", _FLAGS[said["flag"]], _SOURCE
    if said["color"] is not None:
        yield "colour", said["color"], _SOURCE
    if said["caption"] is not None:
        yield "caption", " ".join(said["caption"].split()) or "none", _SOURCE
    for label, words in (("keywords", "keywords"), ("keywords removed", "removed_keywords")):
        if said[words]:
            yield label, ", ".join(said[words]), _SOURCE
    if details.albums:
        yield "albums", ", ".join(details.albums), _SOURCE


def said_shape(details: PhotoDetails) -> dict[str, Any]:
    """Return what a person said of a photo, for JSON; None where the file's own word holds."""
    given = details.given
    held = {keyword.word.casefold() for keyword in details.keywords}
    of_file = dict.fromkeys(known.value for known in details.metadata.keywords)
    return {
        "rating": given.rating if "rating" in given.by_person else None,
        "flag": given.flag if "flag" in given.by_person else None,
        "color": given.color if "color" in given.by_person else None,
        "caption": given.caption if "caption" in given.by_person else None,
        "keywords": [k.word for k in details.keywords if k.origin == "person"],
        "removed_keywords": [word for word in of_file if word.casefold() not in held],
    }
