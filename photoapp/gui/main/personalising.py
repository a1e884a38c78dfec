"""A model learns the user's photos, and takes over: the page joined to the library."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QWidget

from photoapp.errors import PhotoappError
from photoapp.events import Event, TrainingNote, TrainingProgress, TrainingWarm
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.fetched import Fetched
from photoapp.gui.desktop import open_files
from photoapp.gui.language import tr, tr_n
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.pages import Pages
from photoapp.gui.main.personal_work import (
    activate,
    bring_captions,
    facts_of,
    go_back,
    methods_of,
    report_of,
    suggested_names,
    write_captions,
)
from photoapp.gui.main.switching import Switching, switched_text
from photoapp.gui.main.training import Training
from photoapp.gui.main.verdict_work import verdict_of
from photoapp.gui.personal.dialogs import Dialogs
from photoapp.gui.personal.texts import left_out_texts
from photoapp.gui.settings.asking import Ask, ask

if TYPE_CHECKING:
    from photoapp.gui.personal.facts import Choice, Imported, PersonalFacts, RunFacts, TrainingEnd
    from photoapp.gui.personal.personal_page import PersonalPage
    from photoapp.library.personal import Activation

_NAMES = "personal/names"
_ONCE = Qt.ConnectionType.SingleShotConnection


class Personalising(QObject):
    """Shows the page, and lets the new model answer or the one before.

    Signals:
        switched: another model answers searches now.

    """

    switched = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        pages: Pages,
        settings: QSettings,
        *,
        dialogs: Dialogs | None = None,
        ask: Ask = ask,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._browsing = window, background, browsing
        self._pages, self._settings = pages, settings
        self._dialogs, self._ask = dialogs or Dialogs(), ask
        self.page: PersonalPage | None = None
        self.training = Training(window, background, self)
        self.switching = Switching(window.progress, background, self)
        self._facts = Fetched("personal", background.tasks, self)
        self._methods = Fetched("methods", background.tasks, self)
        self._verdict = Fetched("verdict", background.tasks, self)
        self._connect()

    @property
    def shown(self) -> bool:
        """Whether the page is shown."""
        return self.page is not None and self._window.page is self.page

    def show(self) -> None:
        """Show the page."""
        if self._behind.session.is_open:
            page = self._made_page()
            self._pages.show_beside(page)
            page.want_photos()
            page.begin()
            self._facts.ask(self._with(facts_of))
            self._ask_for_methods(page.choice.choice)

    def stop(self) -> None:
        """Let a training rest, and ask no more."""
        self.training.pause()
        self.switching.stop()
        for fetched in (self._facts, self._methods, self._verdict):
            fetched.stop()

    def _connect(self) -> None:
        self._window.commands["personalise"].triggered.connect(lambda _=False: self._toggle())
        self._facts.changed.connect(lambda facts, _: self._show_facts(facts))
        self._methods.changed.connect(lambda found, _: self.page.choice.show_methods(found))
        self._verdict.changed.connect(lambda verdict, _: self.page.show_verdict(verdict))
        for failing in (self._facts, self._methods, self._verdict, self.training, self.switching):
            failing.failed.connect(self._show_problem)
        self.training.began.connect(self._began)
        self.training.told.connect(self._hear)
        self.training.ended.connect(self._trained)
        self.training.discarded.connect(self._refresh)
        self.training.seen.connect(self._show_elsewhere)
        self.training.strip.page_asked.connect(self.show)
        # Nobody waits for it, and the first photos are to be there at once.
        self._browsing.shown.connect(self.training.look, _ONCE)
        self._window.activated.connect(self._look_again)
        self.switching.began.connect(lambda: self.page.show_switching(True))
        self.switching.ended.connect(self._switched)
        self._behind.acting.changed.connect(lambda _: self._refresh_soon())
        self._behind.facets.changed.connect(lambda *_: self._refresh_soon())

    def _made_page(self) -> "PersonalPage":
        if self.page is None:
            from photoapp.gui.personal.personal_page import PersonalPage  # noqa: PLC0415

            key = self._window.commands["caption"].shortcut().toString()
            self.page = page = PersonalPage(self._behind.thumbnails, key, self._window)
            page.show_training(self.training.running)
            self._connect_page(page)
        if self._browsing.facets is not None:
            self.page.choice.names.suggest(suggested_names(self._browsing.facets))
        return self.page

    def _connect_page(self, page: "PersonalPage") -> None:
        page.choice.names.tick(_kept_names(self._settings))
        page.left.connect(self._pages.leave)
        page.run_chosen.connect(lambda run: self._verdict.ask(self._with(verdict_of, run)))
        page.back_asked.connect(lambda: self.switching.start(go_back))
        page.captions.import_asked.connect(lambda: self._import(self._dialogs.file_to_read))
        page.captions.folder_asked.connect(lambda: self._import(self._dialogs.folder_to_read))
        page.captions.export_asked.connect(self._export)
        page.choice.changed.connect(self._ask_for_methods)
        page.choice.asked.connect(self._start)
        page.live.pause_asked.connect(self._pause)
        page.live.resume_asked.connect(lambda: self.training.resume(page.open_run.name))
        page.live.cancel_asked.connect(self._ask_to_give_up)
        page.verdict.use_asked.connect(lambda: self._use(page.shown_run.name))
        page.verdict.report_asked.connect(lambda: self._open_report(page.shown_run.name))
        page.runs.use_asked.connect(self._use)
        page.runs.report_asked.connect(self._open_report)
        page.runs.resume_asked.connect(self.training.resume)
        page.runs.delete_asked.connect(self._ask_to_delete)

    def _toggle(self) -> None:
        if self.shown:
            self._pages.leave()
        else:
            self.show()

    def _start(self, choice: "Choice") -> None:
        self._settings.setValue(_NAMES, "\n".join(choice.names))
        self.training.begin(choice)

    def _began(self) -> None:
        if self.page is not None:
            self.page.show_training(True)

    def _pause(self) -> None:
        self.page.live.show_pausing()
        if self.training.running:
            self.training.pause()
        elif (run := self.page.open_run) is not None:
            self.training.pause_elsewhere(run.name)

    def _show_elsewhere(self, run: "RunFacts") -> None:
        if self.page is not None:
            self.page.show_elsewhere(run)

    def _look_again(self) -> None:
        """See whether a training was begun elsewhere while nobody looked at this window."""
        if self._browsing.found is not None:
            self.training.look()
            self._refresh_soon()

    def _hear(self, event: Event) -> None:
        if self.page is not None:
            match event:
                case TrainingProgress():
                    self.page.live.show_progress(event)
                case TrainingNote():
                    self.page.live.show_note(event.sentence)
                case TrainingWarm():
                    self.page.live.show_warm(event.temperature, resting=event.resting)

    def _trained(self, end: "TrainingEnd | None") -> None:
        if self.page is not None:
            self.page.show_training(False, end.run if end is not None else "")
        self._refresh()

    def _ask_to_give_up(self) -> None:
        text = tr("Give this training up? What was learned so far is lost.")
        self._ask(self.page, text, tr("Give Up"), self._give_up)

    def _give_up(self) -> None:
        if self.training.running:
            self.page.live.show_pausing()
            self.training.give_up()
        elif (run := self.page.open_run) is not None:
            self.training.give_up(run.name)

    def _ask_to_delete(self, run: str) -> None:
        text = tr("Delete this training and its report? A model that is in use stays.")
        self._ask(self.page, text, tr("Delete"), partial(self.training.give_up, run))

    def _use(self, run: str) -> None:
        self.switching.start(partial(activate, run))

    def _switched(self, activation: "Activation | None") -> None:
        self.page.show_switching(False)
        if activation is not None:
            if activation.left or not activation.switched:
                self.page.show_problem(switched_text(activation))
            self.switched.emit()
        self._refresh()

    def _open_report(self, run: str) -> None:
        self._do(self._with(report_of, run), self._open)

    def _open(self, path: Path) -> None:
        if open_files([path]):
            self._show_problem(tr("No program is there to open {file} with.", file=path))

    def _import(self, choose: Callable[[QWidget], str]) -> None:
        if chosen := choose(self.page):
            self._do(self._with(bring_captions, Path(chosen)), self._imported)

    def _imported(self, imported: "Imported") -> None:
        if imported.change is not None:
            self._behind.acting.changed.emit(imported.change)
        text = tr_n("1 caption imported", "{n} captions imported", imported.captions)
        self._behind.acting.said.emit(text)
        self.page.captions.show_import(left_out_texts(imported))
        self._refresh()

    def _export(self) -> None:
        if chosen := self._dialogs.file_to_write(self.page):
            self._do(self._with(write_captions, Path(chosen)), self._exported)

    def _exported(self, count: int) -> None:
        text = tr_n("Captions of 1 photo written", "Captions of {n} photos written", count)
        self._behind.acting.said.emit(text)

    def _refresh(self) -> None:
        if self.shown:
            self._facts.refresh()
            self._methods.refresh()

    def _refresh_soon(self) -> None:
        if self.shown:
            self._facts.refresh_soon()
            self._methods.refresh_soon()

    def _ask_for_methods(self, choice: "Choice") -> None:
        self._methods.ask(self._with(methods_of, choice))

    def _show_facts(self, facts: "PersonalFacts") -> None:
        self.page.show_facts(facts)
        run = self.page.open_run
        self.training.show(run)
        if run is not None and self.training.is_ending(run.name):
            self.page.live.show_pausing()

    def _show_problem(self, sentence: str) -> None:
        if self.page is not None:
            self.page.show_problem(sentence)
        self._behind.acting.said.emit(sentence)

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._behind.tasks.run(work, done, self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        self._show_problem(str(error))

    def _with(self, work: Callable[..., object], *more: object) -> Callable[[], object]:
        return lambda: work(self._behind.session.library, *more)


def _kept_names(settings: QSettings) -> list[str]:
    return [name for name in str(settings.value(_NAMES, "")).split("\n") if name]
