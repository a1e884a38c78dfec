"""All that can be done with captions, as one object."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from photoapp.catalog import Caption, Catalog
from photoapp.library.active_models import ActiveModels
from photoapp.library.captions.boilerplate import is_boilerplate
from photoapp.library.captions.files import (
    CaptionLine,
    Format,
    Tell,
    read_caption_file,
    write_captions,
)
from photoapp.library.captions.importing import ImportReport, Said, import_into, put
from photoapp.library.captions.language import knows_english_only
from photoapp.library.captions.matching import NamedPhotos
from photoapp.library.captions.overview import CaptionsOverview, overview_of
from photoapp.library.changes import Change, Changes, Exchange
from photoapp.library.marks import photos_in_words


@dataclass(frozen=True)
class CaptionedRow:
    """A photo with what can be learned from it: its captions, the one that shows first.

    ``by_person`` tells that a person typed or imported that one; ``keywords`` are accepted labels
    too. ``path`` is one of its files, which may be on a drive that is not there. ``taken`` is in
    seconds of local time since 1970, None where the photo does not say.
    """

    photo_id: int
    path: Path
    content_hash: bytes
    captions: tuple[str, ...]
    keywords: tuple[str, ...]
    taken: float | None
    by_person: bool = False


class Captions:
    """The captions of a library: those that show, and further ones beside them.

    What shows is said by ``Marks.caption`` as well; where a person takes it away, the further ones
    count for nothing either. Where a file no longer has one, they stand in. Safe to use from any
    thread.
    """

    def __init__(self, catalog: Catalog, active: ActiveModels, changes: Changes) -> None:
        self._catalog = catalog
        self._active = active
        self._changes = changes

    def captioned(self, *, tagged: bool = False) -> list[CaptionedRow]:
        """Return the present photos with captions; ``tagged`` adds those with keywords alone.

        What cameras write into every file is no caption.
        """
        found = [_as_meant(each) for each in self._catalog.captions.all(tagged=tagged)]
        ids = [each.photo_id for each in found]
        files = self._catalog.photos.records(ids)
        further = self._catalog.captions.further([e.photo_id for e in found if not _is_unsaid(e)])
        keywords = self._catalog.keywords.of(ids)
        rows = (
            CaptionedRow(
                each.photo_id,
                files[each.photo_id].path,
                files[each.photo_id].content_hash,
                _all(each.text, further.get(each.photo_id, ())),
                tuple(keyword.word for keyword in keywords.get(each.photo_id, ())),
                each.taken,
                each.by_person or (not each.text and each.photo_id in further),
            )
            for each in found
            if each.photo_id in files
        )
        return [row for row in rows if row.captions or (tagged and row.keywords)]

    def overview(self) -> CaptionsOverview:
        """Return how many captions there are, what is wrong with them, and what would help."""
        rows = self.captioned()
        present = len(self._catalog.photos.present_ids())
        english = knows_english_only(self._active.serving().card)
        return overview_of(rows, photos=present, english_only=english)

    def import_file(
        self,
        path: Path,
        *,
        replace: bool = False,
        encoding: str | None = None,
        tell: Tell = lambda _: None,
    ) -> ImportReport:
        """Give photos the captions and keywords of a file or folder, as one change.

        Raises:
            DataFileError, UsageError: as ``read_caption_file`` does.

        """
        lines = read_caption_file(path, encoding=encoding, tell=tell)
        return self.import_lines(lines, replace=replace, source=path.name)

    def import_lines(
        self, lines: Iterable[CaptionLine], *, replace: bool = False, source: str = ""
    ) -> ImportReport:
        """Give photos the captions and keywords of lines, as one change, or none if all have them.

        A person's own caption is left, and one that a photo's file carries goes on to show beside
        them, unless ``replace``; ``source`` is what the change names.
        """
        with self._catalog.database.transaction():
            report, before = import_into(self._catalog, lines, replace=replace)
        if photo_ids := before.photo_ids():
            text = f"{photos_in_words(len(photo_ids))} captioned"
            self._add(f"{text} from {source}" if source else text, photo_ids, before)
        return report

    def photos_of(self, lines: Sequence[CaptionLine]) -> list[int | None]:
        """Return which photo of the library each line means; None: none, or it is unclear which."""
        photos = NamedPhotos(self._catalog)
        found = [photos.at(line.file) for line in lines]
        return [min(each) if len(each) == 1 else None for each in found]

    def export(
        self,
        path: Path,
        form: Format,
        *,
        keywords: bool = False,
        replace: bool = False,
        tell: Tell = lambda _: None,
    ) -> int:
        """Write all captions to a list, or as texts into a folder; return of how many photos.

        ``import_file`` reads them again, and so do ``photoapp evaluate`` and ``photoapp-train``.
        Texts hold no keywords. Files of texts that say something else are left unless ``replace``.

        Raises:
            DataFileError: it can't be written.

        """
        lines = [
            CaptionLine(row.path, row.captions, row.keywords if keywords else ())
            for row in self.captioned()
        ]
        return write_captions(path, form, lines, replace=replace, tell=tell)

    def _add(self, text: str, photo_ids: tuple[int, ...], before: Said) -> None:
        exchange = Exchange(partial(put, self._catalog), before)
        self._changes.add(Change("caption", text, photo_ids, exchange, exchange))


def _as_meant(caption: Caption) -> Caption:
    """Return a photo's caption on one line, and none where only a camera says it."""
    machine = not caption.by_person and is_boilerplate(caption.text)
    return dataclasses.replace(caption, text="" if machine else " ".join(caption.text.split()))


def _is_unsaid(caption: Caption) -> bool:
    """Return whether a person has taken a photo's caption away."""
    return caption.by_person and not caption.text


def _all(text: str, further: tuple[str, ...]) -> tuple[str, ...]:
    """Return all captions of a photo, each once."""
    return tuple(dict.fromkeys([text, *further] if text else further))
