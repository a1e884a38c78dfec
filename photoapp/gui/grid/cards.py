"""What is written on photos: cards, fetched in the background for those in sight."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.tasks import Tasks

if TYPE_CHECKING:
    from photoapp.library.browsing import Card

log = logging.getLogger(__name__)

FetchCards = Callable[[Sequence[int]], "dict[int, Card]"]

_AT_ONCE = 200


class Cards(QObject):
    """The cards of the photos used last, by photo id.

    One batch is asked for at a time, and what is then wanted by the time it is there; so scrolling
    quickly asks for few, and no answer is thrown away.

    Args:
        fetch: from ids of photos to their cards; runs in a background thread.
        tasks: the threads.
        limit: how many cards are kept.

    Signals:
        changed: carries the ids of photos whose cards have come, as a list.

    """

    changed = Signal(list)

    def __init__(
        self, fetch: FetchCards, tasks: Tasks, limit: int = 10_000, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._tasks = tasks
        self._limit = limit
        # None stands for a photo that is gone: it is not asked for again.
        self._kept: OrderedDict[int, Card | None] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._asked: set[int] = set()
        self._asking = False

    def card(self, photo_id: int) -> "Card | None":
        """Return a photo's card, None while it is not there."""
        card = self._kept.get(photo_id)
        if card is not None:
            self._kept.move_to_end(photo_id)
        return card

    def want(self, photo_ids: Iterable[int]) -> None:
        """Fetch these, the first first, and nothing of what was wanted before."""
        self._wanted = [i for i in photo_ids if i not in self._asked and self._is_missing(i)]
        self._ask()

    def forget(self, photo_ids: Iterable[int] | None = None) -> None:
        """Fetch these anew when they are wanted, or all; until then the old ones are shown."""
        self._stale.update(self._kept if photo_ids is None else photo_ids)
        if photo_ids is None:
            self._stale |= self._asked
        # What is just being read may be as old as what is to be forgotten.
        self._asked -= self._stale

    def _is_missing(self, photo_id: int) -> bool:
        return photo_id not in self._kept or photo_id in self._stale

    def _ask(self) -> None:
        if self._asking or not self._wanted:
            return
        batch, self._wanted = self._wanted[:_AT_ONCE], self._wanted[_AT_ONCE:]
        self._asked = set(batch)
        self._asking = True
        self._stale -= self._asked
        self._tasks.run(partial(self._fetch, batch), self._came, self._failed)

    def _came(self, cards: "dict[int, Card]") -> None:
        current = list(self._asked)  # less those forgotten meanwhile
        self._end()
        for photo_id in current:
            self._kept[photo_id] = cards.get(photo_id)
            self._kept.move_to_end(photo_id)
        while len(self._kept) > self._limit:
            self._stale.discard(self._kept.popitem(last=False)[0])
        self.changed.emit(current)
        self._ask()

    def _failed(self, error: Exception) -> None:
        self._end()
        self._wanted = []  # else a broken library would be asked without end
        if not isinstance(error, PhotoappError):
            raise error
        log.warning("what is known of photos can't be read: %s", error)

    def _end(self) -> None:
        self._asked = set()
        self._asking = False
