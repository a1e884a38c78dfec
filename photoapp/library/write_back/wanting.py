"""What is to stand in a photo's files: what a person says, less what they say already."""

from collections.abc import Callable
from dataclasses import dataclass, field

from photoapp.catalog.write_back import Unwritten
from photoapp.catalog.written_notes import Notes, WrittenField, WrittenFieldName, WrittenWord
from photoapp.media.metadata.write_back import Said, folded

# From a keyword to its place in the hierarchy of labels, itself last.
PathOf = Callable[[str], tuple[str, ...]]

_REJECTED = -1
# As Lightroom and digiKam write them.
_COLORS = frozenset(["red", "yellow", "green", "blue", "purple"])


@dataclass(frozen=True)
class Wanted:
    """What files are to say, and what is noted of them then.

    ``needed`` says whether they don't yet, as far as the catalogue knows.
    """

    said: Said
    notes: Notes
    needed: bool


@dataclass
class _Gathered:
    """What is found to be said and noted, one thing after the other."""

    words: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    lost_paths: list[tuple[str, ...]] = field(default_factory=list)
    noted_words: list[WrittenWord] = field(default_factory=list)
    values: dict[WrittenFieldName, str] = field(default_factory=dict)
    noted_fields: list[WrittenField] = field(default_factory=list)
    needed: bool = False


def wanted(unwritten: Unwritten, path_of: PathOf) -> Wanted:
    """Return what a photo's files are to say.

    What photoapp wrote and nobody says any more is taken back: what the file said before holds.
    """
    found = _Gathered()
    _words(unwritten, path_of, found)
    _field(unwritten, "rating", _rating(unwritten), _stars(unwritten.file_rating), found)
    _field(unwritten, "caption", unwritten.caption, unwritten.file_caption, found)
    color = unwritten.color if unwritten.color in _COLORS else None
    _field(unwritten, "label", color.capitalize() if color else None, None, found)
    said = Said(
        tuple(found.words),
        tuple(found.lost),
        tuple(found.lost_paths),
        found.values.get("rating"),
        found.values.get("label"),
        found.values.get("caption"),
    )
    notes = Notes(tuple(found.noted_words), tuple(found.noted_fields))
    return Wanted(said, notes, found.needed)


def stars_to_keep(unwritten: Unwritten) -> int | None:
    """Return the file's own rating where rejecting the photo would write over it.

    XMP has one number for both; so the stars are taken for the person's word from then on.
    """
    rejected = unwritten.flag == "reject" and unwritten.rating is None
    return unwritten.file_rating if rejected and (unwritten.file_rating or 0) > 0 else None


def _words(unwritten: Unwritten, path_of: PathOf, found: _Gathered) -> None:
    noted = {folded(note.word): note for note in unwritten.notes.words}
    in_file = set(map(folded, unwritten.file_words))
    for word in unwritten.given:
        _given(word, path_of(word), noted.pop(folded(word), None), found, folded(word) in in_file)
    for word in unwritten.removed:
        _removed(word, noted.pop(folded(word), None), found, folded(word) in in_file)
    for note in noted.values():  # nobody says these any more
        found.needed = True
        if note.given:
            found.lost.append(note.word)
        else:
            found.words.append((note.word, (note.word,)))


def _given(
    word: str, path: tuple[str, ...], note: WrittenWord | None, found: _Gathered, in_file: bool
) -> None:
    levels = path if len(path) > 1 else ()
    found.words.append((word, path))
    found.needed |= not in_file
    if note and note.given:
        if note.path != levels:
            found.needed = True
            found.lost_paths += [note.path] if note.path else []
        found.noted_words.append(WrittenWord(word, True, levels))
    elif not in_file and note is None:
        found.noted_words.append(WrittenWord(word, True, levels))


def _removed(word: str, note: WrittenWord | None, found: _Gathered, in_file: bool) -> None:
    if not in_file and (note is None or not note.given):
        found.noted_words += [note] if note else []
        return
    found.lost.append(word)
    found.needed = True
    if note is None or not note.given:
        found.noted_words.append(WrittenWord(word, False))


def _field(
    unwritten: Unwritten,
    name: WrittenFieldName,
    wanted_value: str | None,
    in_file: str | None,
    found: _Gathered,
) -> None:
    """Gather one field: ``in_file`` is what the catalogue holds for the file's word, if it does.

    After something was taken back that is not what stands in the file: the note tells of that.
    """
    note = next((each for each in unwritten.notes.fields if each.field == name), None)
    current = {each for each in (in_file, note.value if note else None) if each is not None}
    if wanted_value is None:
        if note:  # nobody says it any more
            found.values[name] = note.before
            found.needed = True
        return
    found.values[name] = wanted_value
    found.needed |= current != {wanted_value}
    if note:
        found.noted_fields.append(WrittenField(name, note.before, wanted_value))
    elif current != {wanted_value}:
        found.noted_fields.append(WrittenField(name, in_file or "", wanted_value))


def _rating(unwritten: Unwritten) -> str | None:
    """Return the rating that a person's words come to; nothing where they say nothing of it."""
    if unwritten.flag == "reject":
        return str(_REJECTED)
    if unwritten.rating is not None:
        is_stated = unwritten.file_rating is not None
        return str(unwritten.rating) if unwritten.rating or is_stated else ""
    note = next((each for each in unwritten.notes.fields if each.field == "rating"), None)
    own = note.before if note else _stars(unwritten.file_rating)
    if unwritten.flag is not None and own == str(_REJECTED):  # the file's own word is overruled
        return str(max(unwritten.file_rating or 0, 0))
    return None


def _stars(rating: int | None) -> str:
    return "" if rating is None else str(rating)
