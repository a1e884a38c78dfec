"""What is told of photos and of the library as a whole."""

from pathlib import Path

import msgspec

from photoapp.catalog import Keyword
from photoapp.library.browsing import (
    Folder,
    LabelFacet,
    Month,
    Named,
    Place,
    Suggestion,
    Year,
)
from photoapp.media.metadata import Known, Metadata
from tests.catalog.records import ROOT, add, add_root, file
from tests.library.browsing.shelf import Shelf


def test_facets_are_trees(shelf: Shelf) -> None:
    shelf.put("2020/Trip/a.jpg", taken="2020-05-01", city="Lisbon", country="Portugal")
    shelf.put("2020/Trip/b.jpg", taken="2020-04-01", city="Porto", country="Portugal")
    shelf.put("2020/c.jpg", taken="2019-04-01", region="Lazio", country="Italy", camera="X-T30")
    facets = shelf.browsing.facets()
    [root] = facets.folders
    assert (root.path, root.name, root.photos) == (str(ROOT), ROOT.name, 3)
    trip = Folder(str(ROOT / "2020/Trip"), "Trip", 2)
    assert root.children == (Folder(str(ROOT / "2020"), "2020", 3, (trip,)),)
    assert facets.years == (
        Year(2020, 2, (Month(5, 1), Month(4, 1))),
        Year(2019, 1, (Month(4, 1),)),
    )
    assert facets.countries == (
        Place("Italy", 1, (Place("Lazio", 1),)),
        Place("Portugal", 2, (Place("Lisbon", 1), Place("Porto", 1))),
    )
    assert facets.cameras == (Named("X-T30", 1),)
    assert (facets.total, facets.untagged, facets.offline) == (3, 3, 0)
    shelf.catalog.roots.set_offline(add_root(shelf.catalog).id, offline=True)
    assert shelf.browsing.facets().offline == 3


def test_all_that_is_known_of_a_photo(shelf: Shelf) -> None:
    facts = Metadata(iso=Known(400, "EXIF ISOSpeedRatings"))
    one = shelf.put(
        "a/one.jpg", rating=3, keywords=("sea",), facts=msgspec.json.encode(facts), caption="file's"
    )
    drive = Path("/drive")
    add(shelf.catalog, file("copy.jpg", "a/one.jpg"), root=drive)
    shelf.catalog.roots.set_offline(add_root(shelf.catalog).id, offline=True)
    shelf.catalog.marks.say("caption", [one], "mine")
    shelf.catalog.keywords.give([one], ["dog"])
    shelf.catalog.albums.add(shelf.catalog.albums.create("Best"), [one])
    details = shelf.browsing.details(one)
    assert details is not None
    assert (details.name, details.width, details.height) == ("copy.jpg", 640, 480)
    assert (details.format, details.byte_size, details.failure) == ("JPEG", 100, None)
    assert [(f.path, f.offline) for f in details.files] == [
        (drive / "copy.jpg", False),
        (ROOT / "a/one.jpg", True),
    ]
    assert details.metadata == facts
    assert (details.given.rating, details.given.caption) == (3, "mine")
    assert details.given.by_person == frozenset({"caption"})
    assert set(details.keywords) == {Keyword("sea", "file"), Keyword("dog", "person")}
    assert details.albums == ("Best",)
    shelf.catalog.failures.record(one, "damaged", "It ends in the middle.")
    failed = shelf.browsing.details(one)
    assert failed is not None
    assert failed.failure == "It ends in the middle."
    assert shelf.browsing.details(99) is None
    [card] = shelf.browsing.cards([one, 99]).values()
    assert (card.name, card.rating, card.failure) == ("copy.jpg", 3, "It ends in the middle.")


def test_a_label_is_told_with_what_is_suggested_and_who_took_that_up(shelf: Shelf) -> None:
    photo = shelf.put("a.jpg", keywords=("sea",))
    serving = shelf.catalog.vectors.model_id("tiny", 2, 4)
    shelf.catalog.generations.serve(serving)
    dog, cat = shelf.catalog.labels.create("dog"), shelf.catalog.labels.create("cat")
    shelf.catalog.suggestions.replace(serving, dog, {photo: 0.93})
    shelf.catalog.suggestions.replace(serving, cat, {photo: 0.95})
    assert shelf.browsing.facets().labels == (
        LabelFacet(cat, "cat", None, "", 0, 1),
        LabelFacet(dog, "dog", None, "", 0, 1),
    )
    details = shelf.browsing.details(photo)
    assert details is not None
    assert [(s.name, s.chance, s.model) for s in details.suggestions] == [
        ("cat", 0.95, "tiny"),
        ("dog", 0.93, "tiny"),
    ]
    shelf.catalog.keywords.accept([photo], "dog", {photo: ("tiny", 0.93)})
    details = shelf.browsing.details(photo)
    assert details is not None
    assert [s.name for s in details.suggestions] == ["cat"]
    sea, accepted = details.keywords
    assert (sea.origin, sea.said_at, sea.model) == ("file", None, None)
    assert (accepted.word, accepted.model, accepted.chance) == ("dog", "tiny", 0.93)
    assert accepted.said_at is not None


def _suggested(shelf: Shelf, text: str) -> list[tuple[str, str]]:
    return [(s.kind, s.query) for s in shelf.browsing.suggestions(text)]


def test_what_is_typed_can_go_on(shelf: Shelf) -> None:
    for number in range(2):
        shelf.put(f"2020/Beach Trip/{number}.jpg", taken="2020-05-01", keywords=("beach",))
    shelf.put("c.jpg", city="New York", camera="Canon EOS R5", keywords=("bear",))
    shelf.catalog.albums.create("Best of 2020")
    shelf.browsing.remember_search("beautiful sea")
    assert _suggested(shelf, "be") == [
        ("history", "beautiful sea"),
        ("keyword", "tag:beach"),
        ("folder", f'folder:"{ROOT / "2020/Beach Trip"}"'),
        ("keyword", "tag:bear"),
        ("album", 'album:"Best of 2020"'),
    ]
    assert _suggested(shelf, "dog in new y") == [("place", 'dog in place:"New York"')]
    assert _suggested(shelf, "dog camera:eos") == [("camera", 'dog camera:"Canon EOS R5"')]
    assert _suggested(shelf, 'camera:"canon e') == [("camera", 'camera:"Canon EOS R5"')]
    assert ("year", "date:2020") in _suggested(shelf, "202")
    assert _suggested(shelf, "is:un")[0] == ("token", "is:unflagged")
    assert _suggested(shelf, "zebra") == []
    assert shelf.browsing.suggestions("") == [
        Suggestion("history", "beautiful sea", "beautiful sea")
    ]
    shelf.browsing.forget_search("beautiful sea")
    assert shelf.browsing.searches() == []


def test_labels_are_offered_while_typing_and_not_a_second_time_as_keywords(shelf: Shelf) -> None:
    shelf.put("1.jpg", keywords=("Beach", "bear"))
    shelf.catalog.labels.create("beach")
    shelf.catalog.labels.create("my cat")
    assert _suggested(shelf, "be") == [("label", "label:beach"), ("keyword", "tag:bear")]
    assert _suggested(shelf, "tag:be") == [("keyword", "tag:Beach"), ("keyword", "tag:bear")]
    assert _suggested(shelf, "label:ca") == [("label", 'label:"my cat"')]
    assert _suggested(shelf, "dog suggested:be") == [("label", "dog suggested:beach")]
    assert ("token", "is:suggested") in _suggested(shelf, "is:su")
