"""Which page is shown in place of photos, and the pages and windows beside them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from photoapp.errors import GuideError
from photoapp.gui.behind.background import Background
from photoapp.gui.keys.key_bindings import KeyBindings
from photoapp.gui.language import tr
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.working import Working

if TYPE_CHECKING:
    from photoapp.catalog import Failure, PhotoFilter
    from photoapp.gui.first_run.first_run_page import FirstRunPage
    from photoapp.gui.licences.licences_dialog import LicencesDialog
    from photoapp.gui.overview.overview_page import OverviewPage
    from photoapp.gui.settings.settings_dialog import SettingsDialog
    from photoapp.library.browsing import Found


class Pages(QObject):
    """Makes the pages when they are first wanted: the window is to open at once."""

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        working: Working,
        bindings: KeyBindings,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._browsing = window, background, browsing
        self._working, self._bindings = working, bindings
        self.first_run: FirstRunPage | None = None
        self.overview: OverviewPage | None = None
        self.settings: SettingsDialog | None = None
        self.licences: LicencesDialog | None = None
        self._beside: list[QWidget] = []
        self._failures: list[Failure] = []
        self._connect()

    def choose(self) -> None:
        """Show photos, or why there are none."""
        found, window = self._browsing.found, self._window
        if found is None or self.beside:
            return
        window.show_tools(not self._is_new(found))
        if found.photo_ids:
            window.show_page(window.grid)
        elif self._browsing.problem:
            self._say(tr("Searching is not possible just now"), self._browsing.problem)
        elif self._working.indexing:
            self._say("", tr("Looking for photos…"))
        elif self._is_new(found):
            self._show_first_run()
        else:
            self._say(tr("No photos found"), tr("Nothing in your library answers this search."))

    @property
    def beside(self) -> bool:
        """Whether a page is shown that stays until photos are asked for."""
        return self._window.page in self._beside

    def show_beside(self, page: QWidget, *, photos: bool = False) -> None:
        """Show a page in place of the photos, until somebody asks for those.

        ``photos`` is whether some can be chosen on it.
        """
        if page not in self._beside:
            self._beside.append(page)
        self._window.show_browser()
        self._window.show_page(page, photos=photos)

    def leave(self) -> None:
        """Go back to the photos from a page that was shown beside them."""
        if self.beside:
            self._window.show_page(self._window.grid)
            self.choose()

    def show_overview(self) -> None:
        """Show the library at a glance, or go back to the photos."""
        if self.overview is not None and self._window.page is self.overview:
            self.leave()
        elif self._browsing.facets is not None:
            self._overview().show_facets(self._browsing.facets)
            self.show_beside(self._overview())

    def show_settings(self, keys: bool = False) -> None:
        """Show the settings, or of them the keys."""
        if self.settings is None:
            from photoapp.gui.settings.settings_dialog import SettingsDialog  # noqa: PLC0415

            self.settings = SettingsDialog(self._behind.settings, self._bindings, self._window)
        page = self.settings.keys if keys else self.settings.folders
        self.settings.show_page(page)

    def show_licences(self) -> None:
        """Show the licences of all that came with photoapp, or why there are none."""
        if self.licences is None:
            from photoapp.gui.licences.licences_dialog import LicencesDialog  # noqa: PLC0415
            from photoapp.licences import third_party  # noqa: PLC0415

            self.licences = dialog = LicencesDialog(self._window)
            self._behind.tasks.run(third_party, dialog.show_texts, dialog.show_problem)
        self.licences.show()
        self.licences.activateWindow()

    def show_guide(self) -> None:
        """Open the guide in the browser, or say why it can't be."""
        from photoapp.came_along import guide  # noqa: PLC0415 - wanted now and then

        self._behind.tasks.run(guide, self._open_guide, self._miss_guide)

    def show_failures(self) -> None:
        """List the files that could not be looked at."""
        from photoapp.gui.desktop import reveal  # noqa: PLC0415 - made when wanted
        from photoapp.gui.strip.failure_dialog import FailureDialog  # noqa: PLC0415

        dialog = FailureDialog(self._failures, self._window)
        dialog.reveal_asked.connect(lambda path: reveal([path]))
        dialog.open()

    def stop(self) -> None:
        """End what goes on behind the pages."""
        if self.settings is not None:
            self.settings.stop()

    def _connect(self) -> None:
        commands = self._window.commands
        commands["overview"].triggered.connect(lambda _=False: self.show_overview())
        commands["settings"].triggered.connect(lambda _=False: self.show_settings())
        commands["keys"].triggered.connect(lambda _=False: self.show_settings(keys=True))
        commands["guide"].triggered.connect(lambda _=False: self.show_guide())
        commands["licences"].triggered.connect(lambda _=False: self.show_licences())
        commands["failures"].triggered.connect(lambda _=False: self.show_failures())
        self._window.progress.failures_asked.connect(self.show_failures)
        self._behind.session.broken.connect(self._broken)
        self._behind.failures.changed.connect(self._know_failures)
        self._behind.facets.changed.connect(self._refresh_overview)
        self._browsing.asked.connect(self.leave)
        self._working.begun.connect(self.choose)
        self._working.ended.connect(self.choose)

    def _open_guide(self, page: Path) -> None:
        from photoapp.gui.desktop import open_files  # noqa: PLC0415 - wanted now and then

        if open_files([page]):
            self._window.progress.say(tr("No program opens the guide, {path}.", path=page))

    def _miss_guide(self, error: Exception) -> None:
        """Say that there is none; any other error is a bug."""
        if not isinstance(error, GuideError):
            raise error
        self._window.progress.say(str(error))

    def _show_first_run(self) -> None:
        page = self._first_run()
        if self._window.page is not page:
            self._window.show_page(page)
            page.begin()

    def _first_run(self) -> "FirstRunPage":
        if self.first_run is None:
            from photoapp.gui.first_run.first_run_page import (  # noqa: PLC0415 - once in a life
                FirstRunPage,
                offered_folders,
            )

            self.first_run = FirstRunPage(self._window)
            self.first_run.folders_chosen.connect(self._working.add_folders)
            self._behind.tasks.run(offered_folders, self._offer)
        return self.first_run

    def _offer(self, folders: list[Path]) -> None:
        assert self.first_run is not None
        self.first_run.offer(folders)
        if self._window.page is self.first_run:
            self.first_run.begin()

    def _overview(self) -> "OverviewPage":
        if self.overview is None:
            from photoapp.gui.overview.overview_page import OverviewPage  # noqa: PLC0415

            self.overview = OverviewPage(self._window)
            self.overview.chosen.connect(self._show_filter)
            self.overview.left.connect(self.leave)
        return self.overview

    def _show_filter(self, wanted: "PhotoFilter") -> None:
        self._browsing.show_filter(wanted)

    def _refresh_overview(self, facets: object, _refreshed: bool) -> None:
        if self.overview is not None and self._window.page is self.overview:
            self.overview.show_facets(facets)

    def _know_failures(self, failures: "list[Failure]", _refreshed: bool) -> None:
        self._failures = failures

    def _broken(self, sentence: str) -> None:
        self._say(tr("Your library can't be opened"), sentence)

    def _is_new(self, found: "Found") -> bool:
        """Whether there is nothing yet to search in, and nothing is being looked at."""
        nothing = not (found.photo_ids or self._browsing.problem or self._working.indexing)
        return nothing and not _asks_something(found.query)

    def _say(self, headline: str, text: str) -> None:
        self._window.message.show_text(headline, text)
        self._window.show_page(self._window.message)


def _asks_something(query: object) -> bool:
    return query != type(query)(sort=query.sort)
