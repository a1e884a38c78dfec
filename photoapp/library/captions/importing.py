"""Captions and keywords from files, beside what people and photos say already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as replace_in
from pathlib import Path

from photoapp.catalog import Catalog, Description, KeywordState, MarkValue
from photoapp.catalog.captions import FurtherCaptions
from photoapp.catalog.spelling import caseless
from photoapp.library.captions.boilerplate import is_boilerplate
from photoapp.library.captions.files import CaptionLine
from photoapp.library.captions.matching import NamedPhotos

_Texts = tuple[str, ...]


@dataclass(frozen=True)
class ImportReport:
    """What became of the photos of a file.

    ``photos`` were given ``captions`` captions and ``keywords`` keywords that they did not have;
    ``unchanged`` had all of them. ``kept`` have a person's own caption, which was left. ``missing``
    files are not in the library; ``ambiguous`` ones may be any of several photos.
    """

    photos: int
    captions: int
    keywords: int
    unchanged: int
    kept: tuple[Path, ...]
    missing: tuple[Path, ...]
    ambiguous: tuple[Path, ...]


@dataclass(frozen=True)
class Said:
    """What a person says of photos: captions that show, further ones, and keywords."""

    captions: Mapping[int, MarkValue] = field(default_factory=dict)
    further: FurtherCaptions = field(default_factory=dict)
    keywords: Mapping[tuple[int, str], KeywordState] = field(default_factory=dict)

    def photo_ids(self) -> tuple[int, ...]:
        """Return the photos of which something is said, each once."""
        of_keywords = (photo_id for photo_id, _ in self.keywords)
        return tuple(dict.fromkeys([*self.captions, *self.further, *of_keywords]))


@dataclass
class _Wanted:
    """What a file wants a photo to have."""

    file: Path
    captions: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)


def put(catalog: Catalog, said: Said) -> Said:
    """Say something of photos, all or nothing; what was said before is returned, for ``put``."""
    with catalog.database.transaction():
        return Said(
            catalog.marks.put("caption", said.captions),
            catalog.captions.put_further(said.further),
            catalog.keywords.put(said.keywords),
        )


def import_into(
    catalog: Catalog, lines: Iterable[CaptionLine], *, replace: bool
) -> tuple[ImportReport, Said]:
    """Give photos the captions and keywords of a file; to be called in a transaction.

    What was said before is returned too. The caption that a photo's own file carries goes on to
    show, and the list's are kept beside it; where there is none the list's first one shows. Of a
    photo that a person captioned otherwise all is left, as are keywords that a person took away.
    With ``replace`` the list's word holds instead, and captions that it does not have go.
    """
    wanted, missing, ambiguous = _matched(NamedPhotos(catalog), lines)
    texts, kept, new = _captions(catalog, wanted, replace=replace)
    before = put(catalog, texts)
    words = _give_keywords(catalog, wanted, replace=replace)
    said = Said(before.captions, before.further, words)
    changed = len(said.photo_ids())
    left = [photo_id for photo_id in wanted if photo_id not in {*said.photo_ids(), *kept}]
    report = ImportReport(
        changed,
        new,
        len(words),
        len(left),
        tuple(wanted[photo_id].file for photo_id in kept),
        tuple(missing),
        tuple(ambiguous),
    )
    return report, said


def _matched(
    photos: NamedPhotos, lines: Iterable[CaptionLine]
) -> tuple[dict[int, _Wanted], list[Path], list[Path]]:
    """Return what is wanted by photo, and the files that are none of the library's, or several."""
    wanted: dict[int, _Wanted] = {}
    missing: list[Path] = []
    ambiguous: list[Path] = []
    for line in lines:
        found = photos.at(line.file)
        if len(found) != 1:
            (ambiguous if found else missing).append(line.file)
            continue
        (photo_id,) = found
        of_photo = wanted.setdefault(photo_id, _Wanted(line.file))
        of_photo.captions += line.captions
        of_photo.keywords += line.keywords
    return wanted, missing, ambiguous


def _captions(
    catalog: Catalog, wanted: Mapping[int, _Wanted], *, replace: bool
) -> tuple[Said, list[int], int]:
    """Return what is to be said, the photos that keep their own, and how many captions are new."""
    holds, further = catalog.marks.of(wanted), catalog.captions.further(wanted)
    captions: dict[int, MarkValue] = {}
    beside: dict[int, _Texts] = {}
    kept, new = [], 0
    for photo_id, of_photo in wanted.items():
        texts = tuple(dict.fromkeys(of_photo.captions))
        now, others = _on_one_line(holds[photo_id]), further.get(photo_id, ())
        if not texts:
            continue
        if not replace and _has_own(now, texts):
            kept.append(photo_id)
            continue
        chief, *rest = texts if replace else _together(now, others, texts)
        if chief != now.caption:
            captions[photo_id] = chief
        stands_in = chief == now.caption and chief in others and "caption" not in now.by_person
        beside[photo_id] = (chief, *rest) if stands_in else tuple(rest)
        new += len({chief, *rest} - {now.caption, *others})
    return Said(captions, beside), kept, new


def _on_one_line(now: Description) -> Description:
    """Return what holds with its caption as files of captions have it."""
    return replace_in(now, caption=" ".join(now.caption.split()))


def _has_own(now: Description, texts: _Texts) -> bool:
    """Return whether a person has captioned a photo otherwise, or wants it to have none."""
    return "caption" in now.by_person and now.caption not in texts


def _together(now: Description, others: _Texts, texts: _Texts) -> _Texts:
    """Return all captions of a photo: what shows goes on to, and those of the list come last.

    Where nothing shows, or what a camera writes into every file, those of the list come first.
    """
    shows = now.caption and ("caption" in now.by_person or not is_boilerplate(now.caption))
    together = [now.caption, *others, *texts] if shows else [*texts, *others]
    return tuple(dict.fromkeys(together))


def _give_keywords(
    catalog: Catalog, wanted: Mapping[int, _Wanted], *, replace: bool
) -> dict[tuple[int, str], KeywordState]:
    """Give photos keywords, and return what was said before of those that change."""
    refused = set() if replace else catalog.captions.refused_words(wanted)
    photos: dict[str, list[int]] = {}
    for photo_id, of_photo in wanted.items():
        for word in of_photo.keywords:
            if (photo_id, caseless(word)) not in refused:
                photos.setdefault(word, []).append(photo_id)
    before: dict[tuple[int, str], KeywordState] = {}
    for word, photo_ids in photos.items():
        before |= catalog.keywords.give(photo_ids, [catalog.keywords.spelled(word)])
    return before
