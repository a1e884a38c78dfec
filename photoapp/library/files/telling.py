"""What an exported photo tells: what its file says, with what a person has said since."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from photoapp.catalog import Catalog
from photoapp.media.metadata import Known, Metadata

_PERSON = "photoapp"
_decoder = msgspec.json.Decoder(Metadata)


@dataclass(frozen=True)
class Told:
    """The ``metadata`` of a photo; ``color`` is its label, "" for none.

    ``by_person`` says that a person has said something, which the file itself does not hold.
    """

    metadata: Metadata
    color: str = ""
    by_person: bool = False


def told_of(catalog: Catalog, photo_id: int, read: Callable[[], Metadata]) -> Told:
    """Return what is known of a photo; a person's word before the file's.

    ``read`` is asked where its metadata has not been read yet.
    """
    known = catalog.metadata.of(photo_id)
    metadata = _decoder.decode(known.facts) if known else read()
    of_file = [keyword.value for keyword in metadata.keywords]
    words = [k.word for k in catalog.keywords.of([photo_id]).get(photo_id, ())]
    if known is None:  # all that the catalogue knows is a person's
        words = [*of_file, *(word for word in words if word not in of_file)]
    metadata = replace(
        metadata,
        keywords=tuple(Known(word, _PERSON) for word in words),
        keyword_paths=tuple(p for p in metadata.keyword_paths if p.value[-1] in words),
    )
    return _with_marks(catalog, photo_id, metadata, by_person=set(words) != set(of_file))


def _with_marks(catalog: Catalog, photo_id: int, metadata: Metadata, *, by_person: bool) -> Told:
    marks = catalog.marks.of([photo_id]).get(photo_id)
    if marks is None or not marks.by_person:
        return Told(metadata, by_person=by_person)
    if marks.by_person & {"rating", "flag"}:
        stars = -1 if marks.flag == "reject" else marks.rating
        metadata = replace(metadata, rating=Known(stars, _PERSON) if stars else None)
    if "caption" in marks.by_person:
        caption = Known(marks.caption, _PERSON) if marks.caption else None
        metadata = replace(metadata, caption=caption)
    color = "" if marks.color == "none" else marks.color.capitalize()
    return Told(metadata, color, by_person=True)
