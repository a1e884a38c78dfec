"""Which model looks at photos: those that are here, and those that can be fetched."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QProgressBar, QPushButton, QWidget

from photoapp.events import DownloadProgress, Event
from photoapp.gui.language import number, tr
from photoapp.gui.settings.asking import Ask, ask
from photoapp.gui.settings.form import buttons, column, note
from photoapp.gui.settings.model_facts import ModelFacts, description, headline, list_facts
from photoapp.gui.settings.model_import import ImportWish, ask_for_weights, import_weights
from photoapp.gui.settings.source import SettingsSource

if TYPE_CHECKING:
    from photoapp.library import Library

_FACTS = Qt.ItemDataRole.UserRole
_MEGABYTE = 1_000_000

AskForWeights = Callable[[QWidget], ImportWish | None]


class ModelPage(QWidget):
    """Lists models; fetches, imports, deletes one, or lets it take over.

    One is fetched or imported at a time; that goes on while the page is not shown.
    """

    _told = Signal(object)

    def __init__(
        self,
        source: SettingsSource,
        ask: Ask = ask,
        ask_for_weights: AskForWeights = ask_for_weights,
    ) -> None:
        super().__init__()
        self._source = source
        self._ask = ask
        self._ask_for_weights = ask_for_weights
        self._stop = threading.Event()
        self._fetching = False
        self._came = ""
        self.list = QListWidget()
        self.about = note()
        self.use = QPushButton(tr("&Use this one"))
        self.download = QPushButton(tr("&Download"))
        self.delete = QPushButton(tr("De&lete…"))
        self.bring = QPushButton(tr("&Import a file…"))
        self.cancel = QPushButton(tr("&Cancel"))
        self.bar = QProgressBar()
        self.state = note()
        self._lay_out()
        self._connect()
        self._show_chosen()

    @property
    def chosen(self) -> ModelFacts | None:
        """The chosen model."""
        item = self.list.currentItem()
        return item.data(_FACTS) if item else None

    def refresh(self) -> None:
        """Ask for the models anew."""
        self._source.run(list_facts, self._show)

    def stop(self) -> None:
        """Give up what is being fetched; the next time goes on from there."""
        self._stop.set()

    def _connect(self) -> None:
        self._told.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.use.clicked.connect(self._use)
        self.download.clicked.connect(self._ask_to_download)
        self.delete.clicked.connect(self._ask_to_delete)
        self.bring.clicked.connect(self._import)
        self.cancel.clicked.connect(self.stop)

    def _show(self, models: list[ModelFacts]) -> None:
        before = self.chosen.name if self.chosen else ""
        self.list.clear()
        for facts in models:
            item = QListWidgetItem(headline(facts), self.list)
            item.setData(_FACTS, facts)
            font = item.font()
            font.setBold(facts.state == "serving")
            item.setFont(font)
            if facts.name == before:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        facts = self.chosen
        self.about.setText(description(facts) if facts else "")
        state = facts.state if facts else ""
        self.use.setEnabled(state in ("kept", "installed"))
        self.download.setEnabled(state == "available" and not self._fetching)
        self.delete.setEnabled(state in ("kept", "installed") and not facts.shipped)
        self.bring.setEnabled(not self._fetching)
        for widget in (self.bar, self.cancel):
            widget.setVisible(self._fetching)

    def _use(self) -> None:
        name = self.chosen.name
        self._source.run(lambda library: library.models.use(name), lambda _: self._used(name))

    def _used(self, name: str) -> None:
        self.state.setText(
            tr("Until the new model has looked at all photos, the present one answers.")
        )
        self._source.model_chosen.emit(name)
        self.refresh()

    def _ask_to_download(self) -> None:
        facts = self.chosen
        if not facts.research_only:
            self._download(facts.name)
            return
        text = tr("{model} is for research only. Is that your use?", model=facts.title)
        self._ask(self, text, tr("Download"), partial(self._download, facts.name))

    def _download(self, name: str) -> None:
        self._begin(tr("Downloading {model}…", model=name))
        work = partial(_fetch, name=name, tell=self._told.emit, stop=self._stop)
        self._source.run(work, lambda _: self._brought(name), self._over)

    def _import(self) -> None:
        if wish := self._ask_for_weights(self):
            self._begin(tr("Reading and trying the weights; that takes half a minute or more…"))
            work = partial(import_weights, wish=wish)
            self._source.run(work, lambda folder: self._brought(folder.name), self._over)

    def _begin(self, text: str) -> None:
        self._fetching, self._came = True, ""
        self._stop = threading.Event()
        self.state.setText(text)
        self.bar.setRange(0, 0)
        self._show_chosen()

    def _show_progress(self, event: Event) -> None:
        if self._fetching and isinstance(event, DownloadProgress):
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * event.done / max(1, event.total)))
            self.state.setText(
                tr(
                    "{done} of {total} MB",
                    done=number(event.done // _MEGABYTE),
                    total=number(event.total // _MEGABYTE),
                )
            )

    def _brought(self, name: str) -> None:
        self._came = tr("{model} is here now.", model=name)

    def _over(self) -> None:
        if self._stop.is_set() and not self._came:  # an import goes on to its end
            self.state.setText(tr("Stopped; the next time goes on from there."))
        else:
            self.state.setText(self._came)
        self._fetching = False
        self.refresh()
        self._show_chosen()

    def _ask_to_delete(self) -> None:
        facts = self.chosen
        text = tr(
            "Delete {model}, and all that it has seen? Going back to it means looking at every "
            "photo again. The photos stay as they are.",
            model=facts.title,
        )
        self._ask(self, text, tr("Delete"), partial(self._delete, facts.name))

    def _delete(self, name: str) -> None:
        self._source.run(lambda library: library.models.remove(name), lambda _: self._gone(name))

    def _gone(self, name: str) -> None:
        self.state.clear()
        self._source.model_gone.emit(name)
        self.refresh()

    def _lay_out(self) -> None:
        self.list.setAccessibleName(tr("Models"))
        self.list.setObjectName("settings-list")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar.setAccessibleName(tr("Download"))
        self.bar.setTextVisible(False)
        layout = column(self)
        layout.addWidget(
            note(
                tr(
                    "A model turns photos and words into something that can be compared. Larger "
                    "ones find more and take longer. Only a download uses the network."
                )
            )
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(self.about)
        layout.addLayout(buttons(self.use, self.download, self.delete, self.bring))
        row = buttons(self.cancel)
        row.insertWidget(0, self.bar, 1)
        layout.addLayout(row)
        layout.addWidget(self.state)


def _fetch(
    library: "Library", name: str, tell: Callable[[Event], None], stop: threading.Event
) -> None:
    offer = library.models.new.offer(name, stop)
    library.models.new.download(offer, tell, stop)
