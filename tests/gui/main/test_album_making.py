"""Albums of events and of labels, from the window to the library and back."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from photoapp.catalog import PhotoMetadata
from photoapp.gui.albums.suggested_card import SuggestedCard
from photoapp.gui.main.album_making import AlbumMaking
from photoapp.library.events import events as events_module
from photoapp.library.events.spans import Span
from tests.gui.main.desk import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def making(desk: Desk) -> AlbumMaking:
    return desk.controller.album_making


@pytest.fixture
def cards(desk: Desk, making: AlbumMaking, monkeypatch: pytest.MonkeyPatch) -> list[SuggestedCard]:
    """The page, with one event of all photos."""
    monkeypatch.setattr(
        events_module, "find_events", lambda photos: [Span(0, len(photos.ids), None)]
    )
    _date_all(desk)
    desk.do("suggested-albums")
    desk.wait(lambda: making.page is not None and len(making.page.cards) == 1)
    assert making.page is not None
    return making.page.cards


def _date_all(desk: Desk) -> None:
    facts = json.dumps({"taken": {"source": "EXIF DateTimeOriginal"}}).encode()
    catalog = desk.library._catalog
    with catalog.database.transaction() as connection:
        connection.execute("DELETE FROM metadata")
    known = PhotoMetadata(taken="2024-05-12T10:00:00", facts=facts)
    catalog.metadata.record([(p, known) for p in catalog.metadata.pending(0, 100)])


def test_a_suggested_album_is_made_and_taken_back(
    desk: Desk, making: AlbumMaking, cards: list[SuggestedCard]
) -> None:
    assert cards[0].name.text() == "12 May 2024"
    cards[0].name.setText("Picnic")
    cards[0].create.click()
    desk.wait(lambda: [a.name for a in desk.library.albums.all()] == ["Picnic"])
    desk.wait(lambda: making.page.cards == [])
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait(lambda: len(making.page.cards) == 1)
    assert desk.library.albums.all() == []


def test_a_suggestion_is_dismissed_and_brought_back(
    desk: Desk, making: AlbumMaking, cards: list[SuggestedCard]
) -> None:
    cards[0].dismiss.click()
    desk.wait(lambda: making.page.cards == [])
    assert desk.said == "Suggested album dismissed"
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait(lambda: len(making.page.cards) == 1)
    desk.press(Qt.Key.Key_Escape, on=making.page)
    assert desk.window.page is desk.grid


def test_a_name_that_is_taken_is_said_and_can_be_mended(
    desk: Desk, making: AlbumMaking, cards: list[SuggestedCard]
) -> None:
    album = desk.library.albums.create("Best")
    cards[0].name.setText("best")
    cards[0].create.click()
    desk.wait(lambda: "choose another name" in desk.said)
    desk.wait(cards[0].create.isEnabled)
    assert (making.page.cards, cards[0].name.text()) == (cards, "best")
    desk.library.albums.delete(album)


def test_albums_of_a_list_are_made_at_once_and_taken_back(
    desk: Desk, making: AlbumMaking, tmp_path: Path
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("sea\ncups\n")
    dialog = making.ask_for_labels()
    making._choose = lambda _parent: str(tmp_path / "gone.txt")
    dialog.source.setCurrentIndex(dialog.source.count() - 1)
    dialog.file_asked.emit()
    desk.wait(lambda: "gone.txt" in dialog.summary.text())
    assert dialog.source.currentIndex() == 0
    making._choose = lambda _parent: str(listed)
    dialog.file_asked.emit()
    desk.wait(lambda: dialog.summary.text() == "2 albums will be made.")
    dialog.accept()
    desk.hears("2 albums made, 2 labels defined")
    assert [(a.name, a.query) for a in desk.library.albums.all()] == [
        ("cups", "label:cups"), ("sea", "label:sea"),
    ]  # fmt: skip
    desk.do("undo")
    desk.wait(lambda: desk.library.albums.all() == [])
    assert desk.library.labels.cards() == []
