"""What the information panel shows of the photos that are selected or looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.fetched import Fetched
from photoapp.gui.info.describing import when_text
from photoapp.gui.info.shared import Shared, merged, shared
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.main_window import MainWindow

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.library.browsing import Facets, PhotoDetails, Why
    from photoapp.search import Query

_PART = 500


@dataclass(frozen=True)
class Known:
    """What is known of photos: of one its details, and why it is shown."""

    photo_ids: tuple[int, ...]
    shared: Shared
    details: "PhotoDetails | None" = None
    why: "Why | None" = None


class Informing(QObject):
    """Asks for what is known of photos, and shows it beside them.

    Signals:
        taken: a photo's id, and when it was taken.

    """

    taken = Signal(int, str)

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._info, self._wanted = window.info, window.commands["info"]
        self._behind, self._browsing = background, browsing
        self._photo_ids: tuple[int, ...] = ()
        self._known = Fetched("information", background.tasks, self)
        self._known.changed.connect(self._show)
        background.facets.changed.connect(self._show_keywords)
        background.thumbnails.changed.connect(self._show_preview)
        self._wanted.toggled.connect(lambda shown: self._ask() if shown else None)

    def show(self, photo_ids: Sequence[int]) -> None:
        """Show what is known of these photos, as soon as it is fetched."""
        if tuple(photo_ids) != self._photo_ids:
            self._photo_ids = tuple(photo_ids)
            self._ask()

    def refresh(self) -> None:
        """Show what is known by now."""
        self._ask()

    def stop(self) -> None:
        """Ask no more."""
        self._known.stop()

    def _ask(self) -> None:
        if not self._photo_ids:
            self._known.stop()
            self._info.show_nothing()
        # A slideshow hides the panel, and writes over the photo when it was taken.
        elif self._wanted.isChecked() and self._behind.session.is_open:
            library, query = self._behind.session.library, self._browsing.query
            self._known.ask(partial(_known_of, library, self._photo_ids, query))

    def _show(self, known: Known, _refreshed: bool) -> None:
        if known.photo_ids != self._photo_ids:
            return
        if known.details is None:
            self._info.show_photos(known.photo_ids, known.shared)
            return
        photo_id = known.photo_ids[0]
        self._info.show_photo(known.details)
        taken = known.details.metadata.taken
        self.taken.emit(photo_id, when_text(taken.value) if taken is not None else "")
        self._info.show_preview(photo_id, self._behind.thumbnails.picture(photo_id))
        self._info.show_why(photo_id, known.why)

    def _show_preview(self, photo_id: int) -> None:
        if self._photo_ids == (photo_id,):
            self._info.show_preview(photo_id, self._behind.thumbnails.picture(photo_id))

    def _show_keywords(self, facets: "Facets", _refreshed: bool) -> None:
        names = [each.name for each in (*facets.keywords, *facets.labels)]
        self._info.show_known_keywords(list({name.casefold(): name for name in names}.values()))


def _known_of(library: "Library", photo_ids: tuple[int, ...], query: "Query | None") -> Known:
    """Return what is known of photos; runs in a background thread."""
    given = _shared_by(library, photo_ids)
    if len(photo_ids) != 1:
        return Known(photo_ids, given)
    details = library.browsing.details(photo_ids[0])
    return Known(photo_ids, given, details, _why(library, photo_ids[0], query))


def _shared_by(library: "Library", photo_ids: tuple[int, ...]) -> Shared:
    """Return what photos have in common, a part after the other: the window works meanwhile."""
    starts = range(0, len(photo_ids), _PART)
    parts = [photo_ids[start : start + _PART] for start in starts]
    return merged([shared(library.marks.given(part).values()) for part in parts])


def _why(library: "Library", photo_id: int, query: "Query | None") -> "Why | None":
    """Return why a photo answers a query, None where it is none or that can't be told."""
    try:
        return library.browsing.why(photo_id, query) if query is not None else None
    except PhotoappError:
        return None  # what is wrong is told where the photos would be
