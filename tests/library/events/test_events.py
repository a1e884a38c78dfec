"""Suggested albums over a real catalogue."""

import json

import pytest

from photoapp.catalog import Catalog
from photoapp.errors import AlbumError
from photoapp.library.albums import Albums
from photoapp.library.changes import Changes
from photoapp.library.events import Event, Events
from tests.library.browsing.shelf import Shelf

LISBON = {"latitude": 38.72, "longitude": -9.14, "city": "Lisbon", "country": "Portugal"}


class Desk:
    """A catalogue with a party and a journey in it, and what suggests albums of them."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog, self.changes = catalog, Changes()
        self.shelf = Shelf(catalog)
        self.albums = Albums(catalog, self.changes)
        self.events = Events(catalog, self.changes, self.albums)
        self.party = [self.put(f"2024-02-10T20:{n:02}:00") for n in range(14)]
        self.journey = [self.put(f"2024-05-12T1{n // 5}:{n:02}:00", **LISBON) for n in range(14)]

    def put(self, taken: str, source: str = "EXIF DateTimeOriginal", **known: object) -> int:
        facts = json.dumps({"taken": {"value": {"local": taken}, "source": source}}).encode()
        name = f"{taken}{source}.jpg".replace(":", "")
        return self.shelf.put(name, taken=taken, facts=facts, **known)

    def names(self) -> list[str]:
        return [event.name for event in self.events.suggested()]


@pytest.fixture
def desk(catalog: Catalog) -> Desk:
    return Desk(catalog)


def test_events_are_told_by_tags_and_suggestions_latest_first(desk: Desk) -> None:
    desk.catalog.keywords.give(desk.party, ["cake"])
    model = desk.catalog.vectors.model_id("tiny", 2, 4)
    desk.catalog.generations.serve(model)
    beach = desk.catalog.labels.create("beach")
    desk.catalog.suggestions.replace(model, beach, dict.fromkeys(desk.journey[:9], 0.9))
    journey, party = desk.events.suggested()
    assert journey.name == "12 May 2024, Lisbon: beach"
    assert journey.photo_ids == tuple(desk.journey)
    assert (journey.first.isoformat(), journey.place) == ("2024-05-12T10:00:00", "Lisbon")
    assert (party.name, party.labels) == ("10 February 2024: cake", ("cake",))
    assert desk.events.suggested(1) == [journey]


def test_what_only_its_file_dates_is_left_out_and_counted(desk: Desk) -> None:
    for n in range(20):
        desk.put(f"2024-06-01T10:{n:02}:00", "file's time")
    desk.catalog.marks.say("flag", desk.party[:1], "reject")
    assert [len(event.photo_ids) for event in desk.events.suggested()] == [14, 13]
    assert desk.events.undated() == 20


def test_an_album_of_an_event_ends_its_suggestion(desk: Desk) -> None:
    journey, party = desk.events.suggested()
    desk.albums.create(journey.name)
    album = desk.events.create(journey)
    assert [a.name for a in desk.albums.all()] == [journey.name, f"{journey.name} (2)"]
    assert desk.albums.photo_ids(album) == journey.photo_ids
    assert desk.names() == [party.name]
    with pytest.raises(AlbumError, match="choose another name"):
        desk.events.create(party, journey.name)
    desk.changes.undo()
    assert desk.names() == [journey.name, party.name]


def test_what_is_dismissed_stays_away_until_it_is_asked_for(desk: Desk) -> None:
    def dismiss(event: Event) -> None:
        assert event.name in desk.events.dismiss(event).text

    journey, party = desk.events.suggested()
    dismiss(party)
    for n in range(5):  # another camera's photos of it come in
        desk.put(f"2024-02-10T20:{n:02}:30")
    assert desk.names() == [journey.name]
    desk.changes.undo()
    assert desk.names() == [journey.name, party.name]
    desk.changes.redo()
    assert desk.names() == [journey.name]
    assert desk.events.bring_back() == 1
    assert desk.names() == [journey.name, party.name]
