"""From what is asked to the photos that are shown."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from photoapp.gui.behind.background import Background
from photoapp.gui.language import tr, tr_n
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.past_queries import PastQueries
from photoapp.gui.search_bar.combining import narrowed

if TYPE_CHECKING:
    from photoapp.catalog import Album, PhotoFilter
    from photoapp.library.browsing import Facets, Found
    from photoapp.search import Query


class Browsing(QObject):
    """Asks the library what the search bar and the sidebar ask for, and shows what it answers.

    Signals:
        asked: somebody wants to see other photos.
        shown: other photos are shown, or there is a reason why not.

    """

    asked = Signal()
    shown = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        settings: QSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._background = window, background
        self._past = PastQueries()
        self._cut_off: float | None = None
        self._settings = settings
        self.grouping = str(settings.value("window/grouping", "month"))
        self.found: Found | None = None
        self.facets: Facets | None = None
        self.problem = ""
        self._connect()

    @property
    def query(self) -> "Query | None":
        """What is asked now; None before the library is there."""
        return self._past.current

    def begin(self) -> None:
        """Ask for the first time: the library is there."""
        from photoapp.search.query_text import parse  # noqa: PLC0415 - imported with the library
        from photoapp.search.relevance import USUAL_CUT_OFF  # noqa: PLC0415

        self._window.search.cut_off.set_usual(USUAL_CUT_OFF)
        self._window.search.cut_off.show_cut_off(USUAL_CUT_OFF)
        self._window.search.understand(parse)
        self._window.search.grouping.show_chosen(self.grouping)
        self.ask(self._window.search.query() or parse(""))
        library = self._background.session.library
        self._background.facets.ask(library.browsing.facets)
        self._background.albums.ask(library.albums.all)
        self._background.searches.ask(library.browsing.searches)

    def ask(self, query: "Query") -> None:
        """Show the photos that answer a query."""
        self._past.go_to(query)
        self._ask()

    def show(self, query: "Query") -> None:
        """Show the photos that answer a query that was not typed."""
        self._window.search.show_query(query)
        self._show_like(query)
        self.ask(query)
        self._window.show_browser()

    def show_filter(self, wanted: "PhotoFilter", add: bool = False) -> None:
        """Show the photos that meet a filter, or what is asked now with that added."""
        from photoapp.search import Query  # noqa: PLC0415 - imported with the library

        if add and self.query is not None:
            self.show(replace(self.query, filter=narrowed(self.query.filter, wanted)))
        else:
            self.show(Query(filter=wanted))

    def show_keyword(self, word: str) -> None:
        """Show the photos that have a keyword."""
        from photoapp.catalog import PhotoFilter  # noqa: PLC0415 - imported with the library

        self.show_filter(PhotoFilter(keywords=(word,)))

    def show_album(self, name: str) -> None:
        """Show the photos of an album."""
        from photoapp.catalog import PhotoFilter  # noqa: PLC0415 - imported with the library

        self.show_filter(PhotoFilter(album=name))

    def show_all(self) -> None:
        """Show all photos."""
        from photoapp.search import Query  # noqa: PLC0415 - imported with the library

        self.show(Query())

    def show_similar(self, like: "int | Path") -> None:
        """Show photos that resemble one."""
        from photoapp.search import Query  # noqa: PLC0415 - imported with the library

        self.show(Query(like=like))

    def rename_album(self, before: str, after: str) -> None:
        """Go on with an album under its new name."""
        asked = self.query
        self._past.rename_album(before, after)
        if self.query is not None and self.query != asked:
            self.show(self.query)

    def name_window(self) -> None:
        """Let the window be called after what was searched for."""
        self._window.show_subject(self.found.query.words if self.found is not None else "")

    def back(self) -> None:
        """Show what was asked before."""
        self._go(self._past.back())

    def forward(self) -> None:
        """Show what was asked after."""
        self._go(self._past.forward())

    def look_again(self) -> None:
        """Ask for what others may have changed: somebody comes back to the window."""
        for fetched in (self._background.albums, self._background.searches):
            fetched.refresh()
        self._background.cards.forget()
        self._window.grid.look_again()
        self.refresh_soon()

    def refresh_soon(self) -> None:
        """Bring what is shown level with the library before long."""
        for fetched in (self._background.results, self._background.facets):
            fetched.refresh_soon()

    def refresh(self) -> None:
        """Bring what is shown level with the library now."""
        behind = self._background
        for fetched in (behind.results, behind.facets, behind.albums):
            fetched.refresh()

    def _connect(self) -> None:
        search, behind = self._window.search, self._background
        search.searched.connect(self._asked)
        search.finished.connect(self._remember)
        search.suggest_asked.connect(self._suggest)
        search.grouping_chosen.connect(self._group)
        search.cut_off_changed.connect(self._cut)
        search.picture_dropped.connect(self.show_similar)
        search.left.connect(self._window.grid.enter)
        self._window.sidebar.chosen.connect(self._choose)
        self._window.sidebar.search_forgotten.connect(self._forget)
        behind.results.changed.connect(self._show)
        behind.results.failed.connect(self._show_problem)
        behind.facets.changed.connect(self._show_facets)
        behind.albums.changed.connect(self._show_albums)
        behind.searches.changed.connect(lambda texts, _: self._window.sidebar.show_searches(texts))

    def _asked(self, query: "Query") -> None:
        self._show_like(query)
        self.ask(query)

    def _ask(self) -> None:
        if self.query is None:
            return
        self.asked.emit()
        self._window.sidebar.show_asked(None if self.query.ranked else self.query.filter)
        library = self._background.session.library
        self._background.results.ask(partial(library.browsing.find, self.query, self.grouping))

    def _go(self, query: "Query | None") -> None:
        if query is not None:
            self._window.search.show_query(query)
            self._show_like(query)
            self._ask()

    def _show(self, found: "Found", refreshed: bool) -> None:
        self.found, self.problem = found, ""
        self._window.grid.show_found(found, keep_place=refreshed)
        self._count()
        self._show_unseen(found)
        if not self._window.viewing:
            self.name_window()
        self.shown.emit()

    def _show_problem(self, sentence: str) -> None:
        from photoapp.library.browsing import Found  # noqa: PLC0415 - imported with the library

        assert self.query is not None
        if self.found is not None and self.found.query == self.query and self.found.photo_ids:
            self._window.progress.say(sentence)  # what is shown is not wrong for that
            return
        self.found, self.problem = Found(self.query), sentence
        self._window.grid.show_found(self.found, keep_place=False)
        self._window.search.show_count("")
        self.shown.emit()

    def _show_albums(self, albums: "Sequence[Album]", refreshed: bool) -> None:
        """Show the albums there are, and what is in the one that is shown."""
        self._window.sidebar.show_albums(albums)
        if refreshed and self.query is not None and self.query.filter.album:
            self._background.results.refresh()

    def _show_facets(self, facets: "Facets", _refreshed: bool) -> None:
        self.facets = facets
        self._window.sidebar.show_facets(facets)

    def _show_unseen(self, found: "Found") -> None:
        banner = self._window.search.banner
        if found.unseen and found.query.ranked:
            text = tr_n(
                "1 photo is still to be looked at; it can't be found by words yet.",
                "{n} photos are still to be looked at; they can't be found by words yet.",
                found.unseen,
            )
            banner.show_text(text, topic="unseen")
        else:
            banner.hide()

    def _show_like(self, query: "Query") -> None:
        if isinstance(query.like, int):
            picture = self._background.thumbnails.picture(query.like)
            if picture is not None:
                self._window.search.show_like(picture)

    def _count(self) -> None:
        found = self.found
        if found is None:
            return
        count, likely = len(found.photo_ids), self._likely(found)
        if found.scores and likely < count and not found.sections:
            text = tr_n("1 photo", "{n} photos", likely)
            text = tr("{photos}, and some that are probably not", photos=text)
        else:
            text = tr_n("1 photo", "{n} photos", count) if count else ""
        self._window.search.show_count(text)
        self._window.grid.set_likely(likely)

    def _likely(self, found: "Found") -> int:
        by_relevance = found.query.sort in {None, "relevance"}  # else only likely ones are shown
        if self._cut_off is None or not found.scores or not by_relevance:
            return found.likely
        return bisect_right(found.scores, -self._cut_off, key=lambda score: -score)

    def _cut(self, cut_off: float) -> None:
        self._cut_off = cut_off
        self._count()

    def _group(self, grouping: str) -> None:
        self.grouping = grouping
        self._settings.setValue("window/grouping", grouping)
        self._ask()

    def _choose(self, chosen: "PhotoFilter | str", add: bool) -> None:
        if isinstance(chosen, str):
            from photoapp.search.query_text import parse  # noqa: PLC0415

            self.show(parse(chosen))
        else:
            self.show_filter(chosen, add)

    def _suggest(self, text: str) -> None:
        if self.facets is None:
            return  # they are being counted, and what is suggested is made of them
        library = self._background.session.library
        self._background.tasks.run(
            partial(library.browsing.suggestions, text),
            lambda suggestions: self._window.search.show_suggestions(suggestions, text),
            series="suggestions",
        )

    def _remember(self, query: "Query") -> None:
        from photoapp.search.query_text import write  # noqa: PLC0415 - imported with the library

        if query.ranked and not isinstance(query.like, Path):
            library = self._background.session.library
            work = partial(library.browsing.remember_search, write(query))
            self._background.tasks.run(work, lambda _: self._background.searches.refresh())

    def _forget(self, text: str) -> None:
        library = self._background.session.library
        work = partial(library.browsing.forget_search, text)
        self._background.tasks.run(work, lambda _: self._background.searches.refresh())
