"""Suggestions of a label, accepted and rejected on a page of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.fetched import Fetched
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.deciding import decided
from photoapp.gui.main.labelling import Labelling
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.pages import Pages
from photoapp.gui.main.review_work import Review, exchanged, review_of
from photoapp.gui.review.review_queue import ReviewQueue

if TYPE_CHECKING:
    from photoapp.gui.grid.photo_grid import PhotoGrid
    from photoapp.gui.review.review_page import ReviewPage
    from photoapp.library import Library
    from photoapp.library.browsing import LabelFacet
    from photoapp.library.changes import Change
    from photoapp.library.labels import Candidate

# What would look at other photos than those on the page.
_NOT_MEANWHILE = ("view", "compare", "slideshow")


@dataclass(eq=False)
class _Answer:
    """What was answered of photos on the page; ``change`` is there once it is done."""

    photo_ids: list[int]
    change: "Change | None" = None
    told: bool = False
    holds: bool = True


class Reviewing(QObject):
    """Asks of one photo after the other whether a label is right; each answer teaches at once.

    Signals:
        looked_at: other photos are chosen on the page, or it comes or goes.
        menu_asked: a menu of the chosen photos is asked for, at a point of the screen.

    """

    looked_at = Signal()
    menu_asked = Signal(QPoint)

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        pages: Pages,
        labelling: Labelling,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._browsing = window, background, browsing
        self._pages = pages
        self.page: ReviewPage | None = None
        self._queue = ReviewQueue()
        self._label_id = 0
        self._decided = self._suggested = 0
        self._answers: list[_Answer] = []
        self._refused: list[_Answer] = []
        self._review = Fetched("review", background.tasks, self)
        self._review.changed.connect(self._show)
        self._review.failed.connect(background.acting.said)
        background.acting.changed.connect(self._changed)
        background.acting.changed.connect(self._turned)
        background.acting.refused.connect(self._take_back_refused)
        labelling.settled.connect(lambda _: self._ask() if self.shown else None)
        labelling.working.connect(self._show_tagging)
        window.sidebar.review_asked.connect(self.review)

    @property
    def shown(self) -> bool:
        """Whether the page is shown."""
        window = self._window
        return self.page is not None and window.page is self.page and not window.viewing

    @property
    def label(self) -> "LabelFacet | None":
        """The label that is reviewed, as far as it is known."""
        return next((one for one in self._labels() if one.id == self._label_id), None)

    @property
    def chosen(self) -> Sequence[int]:
        """The photos that are chosen on the page."""
        return self.page.chosen if self.page is not None else ()

    @property
    def grid(self) -> "PhotoGrid | None":
        """The grid of the page, None while it shows one photo."""
        return self.page.many.grid if self.page is not None and self.page.shows_many else None

    def review(self, label_id: int) -> None:
        """Ask about the suggestions of a label, the most telling first."""
        page = self._made_page()
        self._label_id, self._answers = label_id, []
        self._queue.begin(())
        self._pages.show_beside(page, photos=True)
        page.begin("" if self.label is None else self.label.name)
        page.one.answers.show_keys(self._keys("accept"), self._keys("reject"))
        self._mark_in_sidebar(shown=True)
        self._ask()

    def answer(self, right: bool) -> None:
        """Say whether the label is right for the chosen photos."""
        if self.page is not None:
            self.page.answer(right)

    def decide(self, label_id: int, photo_ids: Sequence[int], right: bool) -> bool:
        """Take what is said elsewhere as an answer; False where it is none to what is asked."""
        if not self.shown or label_id != self._label_id:
            return False
        self._answer(list(photo_ids), right)
        return True

    def stop(self) -> None:
        """Ask no more."""
        self._review.stop()

    def _labels(self) -> "Sequence[LabelFacet]":
        return () if self._browsing.facets is None else self._browsing.facets.labels

    def _keys(self, command_id: str) -> str:
        from photoapp.gui.keys.key_bindings import shown  # noqa: PLC0415

        return shown(self._window.commands.keys(command_id)[:1])

    def _made_page(self) -> "ReviewPage":
        if self.page is None:
            from photoapp.gui.main.review_making import review_page  # noqa: PLC0415

            self.page = page = review_page(self._window, self._behind)
            page.answered.connect(self._answer)
            page.other_chosen.connect(self._answer_other)
            page.went_to.connect(self._go_to)
            page.left.connect(self._pages.leave)
            page.chosen_changed.connect(self.looked_at)
            page.menu_asked.connect(self.menu_asked)
            page.shown_changed.connect(self._come_or_go)
        return self.page

    def _come_or_go(self, shown: bool) -> None:
        for command_id in _NOT_MEANWHILE:
            self._window.commands[command_id].setEnabled(not shown)
        self._window.search.setVisible(not shown)  # it tells of the photos that are behind
        self._mark_in_sidebar(shown)
        QTimer.singleShot(0, self, self.looked_at.emit)  # the other page is shown in a moment

    def _mark_in_sidebar(self, shown: bool) -> None:
        """Mark the label that is reviewed, or what is asked of the photos."""
        from photoapp.catalog import PhotoFilter  # noqa: PLC0415 - imported with the library

        label, query = self.label, self._browsing.query
        if shown and label is not None:
            self._window.sidebar.show_asked(PhotoFilter(labels=(label.name,)))
        elif query is not None:
            self._window.sidebar.show_asked(None if query.ranked else query.filter)

    def _ask(self) -> None:
        library, answers = self._behind.session.library, len(self._answers)
        self._review.ask(partial(review_of, library, self._label_id, answers, self._staying()))

    def _staying(self) -> "tuple[Candidate, ...]":
        """Return what stays on the page whatever is learned: of many, all that are in sight.

        Photos must not be exchanged for others while somebody looks through them and selects.
        """
        many = self.page is not None and self.page.shows_many
        return tuple(self._queue.waiting) if many else ()

    def _show(self, review: Review, _refreshed: bool) -> None:
        page = self.page
        if page is None or review.label_id != self._label_id:
            return
        if review.name is None:
            if self.shown:
                self._pages.leave()
            return
        page.show_label(review.name)
        page.one.answers.show_others(review.others)
        self._queue.renew(review.candidates, review.kept)
        if review.answers == len(self._answers):  # else it does not know of the last yet
            self._decided, self._suggested = review.decided, review.suggested
        self._show_waiting()

    def _show_waiting(self) -> None:
        if self.page is not None:
            self.page.header.show_counts(self._decided, self._suggested)
            self.page.show_waiting(self._queue.waiting, self._queue.place)

    def _show_tagging(self, on: bool) -> None:
        if self.page is not None:
            self.page.header.show_tagging(on)

    def _go_to(self, place: int) -> None:
        if self._queue.go_to(place):
            self._show_waiting()

    def _answer(self, photo_ids: list[int], right: bool) -> None:
        label_id, asked = self._label_id, self._queue.chances(photo_ids)
        self._begin(photo_ids, lambda library: decided(library, label_id, photo_ids, right, asked))

    def _answer_other(self, photo_ids: list[int], other_id: int) -> None:
        label_id, asked = self._label_id, self._queue.chances(photo_ids)
        self._begin(photo_ids, lambda library: exchanged(library, label_id, other_id, asked))

    def _begin(self, photo_ids: list[int], act: "Callable[[Library], Change | None]") -> None:
        """Go on at once, and do meanwhile what was answered."""
        answer = _Answer(photo_ids)
        self._answers.append(answer)
        self._count(photo_ids, 1)
        self._queue.answer(photo_ids)
        self._show_waiting()

        def done(library: "Library") -> "Change | None":
            try:
                answer.change = act(library)
            except PhotoappError:
                self._refused.append(answer)
                raise
            return answer.change

        self._behind.acting.do(done)

    def _changed(self, change: "Change") -> None:
        """Follow where an answer is taken back, or given again."""
        answer = next((one for one in self._answers if one.change is change), None)
        if answer is None:
            if self.shown and change.kind == "label":  # it may be called otherwise, or be gone
                self._ask()
            return
        if not answer.told:
            answer.told = True
            return
        answer.holds = not answer.holds
        if answer.holds:
            self._count(answer.photo_ids, 1)
            self._queue.answer(answer.photo_ids)
        else:
            self._take_back(answer)
        self._show_waiting()

    def _turned(self, change: "Change") -> None:
        """Show photos of the page that were rotated as they are now, once others let go of them."""
        if change.kind == "rotation" and self.page is not None and self.shown:
            QTimer.singleShot(0, self.page, partial(self.page.one.refresh, change.photo_ids))

    def _take_back_refused(self) -> None:
        while self._refused:
            answer = self._refused.pop()
            if answer in self._answers:  # else it was to what was asked before
                self._take_back(answer)
                self._show_waiting()

    def _take_back(self, answer: _Answer) -> None:
        self._queue.take_back(answer.photo_ids)
        self._count(answer.photo_ids, -1)

    def _count(self, photo_ids: Sequence[int], by: int) -> None:
        """Count answers of photos that wait, given or taken back."""
        ids = set(photo_ids)
        suggested = sum(c.suggested for c in self._queue.waiting if c.photo_id in ids)
        self._decided = max(0, self._decided + by * len(ids))
        self._suggested = max(0, self._suggested - by * suggested)
