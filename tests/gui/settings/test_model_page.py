"""Models are listed, fetched with progress, used and deleted; the network is made up."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photoapp.errors import DownloadError, DownloadStoppedError
from photoapp.events import DownloadProgress, Listener
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.settings.model_import import ImportWish
from photoapp.gui.settings.model_page import ModelPage
from photoapp.gui.settings.source import SettingsSource
from photoapp.library import Library
from photoapp.paths import app_paths


class _Hub:
    """Stands in for ``Models.new``: half of it comes, the rest when it is let go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.fails = False

    def offer(self, name: str, stop: threading.Event) -> SimpleNamespace:
        if self.fails:
            raise DownloadError("There is no network; connect to one.")
        return SimpleNamespace(name=name)

    def download(self, offer: SimpleNamespace, listener: Listener, stop: threading.Event) -> Path:
        listener(DownloadProgress(150_000_000, 300_000_000, 1e6, 150.0))
        while not self.go_on.wait(0.01):
            if stop.is_set():
                raise DownloadStoppedError("Stopped.")
        return Path(offer.name)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library(app_paths(tmp_path_factory.mktemp("home")))) as library:
        yield library


@pytest.fixture
def hub(library: Library, monkeypatch: pytest.MonkeyPatch) -> _Hub:
    hub = _Hub()
    monkeypatch.setattr(library.models, "new", hub)
    return hub


@pytest.fixture
def source(library: Library) -> Iterator[SettingsSource]:
    tasks = Tasks("settings", 2)
    yield SettingsSource(lambda: library, tasks)
    tasks.stop()
    assert tasks.wait(10)


@pytest.fixture
def page(qtbot: QtBot, source: SettingsSource, hub: _Hub) -> ModelPage:
    asked: list[str] = []

    def ask(_parent: QWidget, text: str, _yes: str, then: Callable[[], None]) -> None:
        asked.append(text)
        then()

    page = ModelPage(source, ask, lambda _: None)
    page.asked = asked
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.list.count() > 3)
    return page


def _choose(page: ModelPage, name: str) -> None:
    rows = [page.list.item(row) for row in range(page.list.count())]
    page.list.setCurrentItem(next(r for r in rows if r.text().startswith(name)))


def test_models_are_listed_with_what_matters(page: ModelPage) -> None:
    assert page.list.item(0).text().startswith("starter (comes with photoapp)\nanswers searches")
    enabled = [button.isEnabled() for button in (page.use, page.delete, page.download)]
    assert enabled == [False, False, False]
    _choose(page, "CLIP ViT-B/32, DataComp")
    assert page.list.currentItem().text().endswith("605 MB  ·  English")
    assert "anybody may use it" in page.about.text()
    assert "Licence: free for any use" in page.about.text()
    assert page.download.isEnabled()
    assert not page.use.isEnabled()


def test_a_download_is_shown_and_ends(qtbot: QtBot, page: ModelPage, hub: _Hub) -> None:
    _choose(page, "CLIP ViT-B/32, DataComp")
    page.download.click()
    assert page.asked == []
    qtbot.waitUntil(lambda: page.bar.value() == 500)
    assert page.state.text() == "150 of 300 MB"
    assert page.cancel.isVisible()
    assert not page.download.isEnabled()
    hub.go_on.set()
    qtbot.waitUntil(lambda: not page.cancel.isVisible())
    assert page.state.text() == "vit-b-32 is here now."


def test_a_download_can_be_stopped(qtbot: QtBot, page: ModelPage) -> None:
    _choose(page, "CLIP ViT-B/32, DataComp")
    page.download.click()
    qtbot.waitUntil(lambda: page.bar.value() == 500)
    page.cancel.click()
    qtbot.waitUntil(lambda: not page.cancel.isVisible())
    assert "Stopped" in page.state.text()
    assert page.download.isEnabled()


def test_a_download_that_fails_says_why(
    qtbot: QtBot, page: ModelPage, hub: _Hub, source: SettingsSource
) -> None:
    hub.fails = True
    _choose(page, "CLIP ViT-B/32, DataComp")
    with qtbot.waitSignal(source.failed) as failed:
        page.download.click()
    assert "no network" in failed.args[0]
    assert page.state.text() == ""
    assert page.download.isEnabled()


def test_weights_for_research_are_asked_about(qtbot: QtBot, page: ModelPage, hub: _Hub) -> None:
    hub.go_on.set()
    _choose(page, "MobileCLIP2 S0")
    page.download.click()
    assert page.asked == ["MobileCLIP2 S0 is for research only. Is that your use?"]
    qtbot.waitUntil(lambda: page.state.text() == "mobileclip2-s0 is here now.")


def test_a_model_that_is_here_can_be_used_and_deleted(
    qtbot: QtBot,
    page: ModelPage,
    source: SettingsSource,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: list[str] = []
    removed: list[str] = []
    monkeypatch.setattr(library.models, "use", used.append)
    monkeypatch.setattr(library.models, "remove", removed.append)
    _choose(page, "CLIP ViT-B/32, OpenAI")
    item = page.list.currentItem()
    facts = item.data(256)
    page._show([type(facts)(**{**vars(facts), "state": "installed"})])
    with qtbot.waitSignal(source.model_chosen) as chosen:
        page.use.click()
    assert chosen.args == used == [facts.name]
    page._show([type(facts)(**{**vars(facts), "state": "kept"})])
    with qtbot.waitSignal(source.model_gone):
        page.delete.click()
    assert removed == [facts.name]
    assert "Delete CLIP ViT-B/32, OpenAI" in page.asked[0]


def test_a_file_is_imported(
    qtbot: QtBot, page: ModelPage, hub: _Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    hub.import_file = lambda file: given.append(file) or Path("mine")
    page._ask_for_weights = lambda _: ImportWish(Path("/x/mine.safetensors"), "ViT-B-32")
    page.bring.click()
    qtbot.waitUntil(lambda: page.state.text() == "mine is here now.")
    page._ask_for_weights = lambda _: ImportWish(Path("/x/other.pt"), "")
    page.bring.click()
    qtbot.waitUntil(lambda: len(given) == 2)
    assert (given[0].architecture, given[0].config) == ("ViT-B-32", None)
    assert (given[1].architecture, given[1].config) == ("", Path("/x/open_clip_config.json"))
    qtbot.waitUntil(page.bring.isEnabled)
