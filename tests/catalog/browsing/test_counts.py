"""Everything that photos can be filtered by is counted, and lists are in order."""

from pathlib import Path

import numpy as np

from photoapp.catalog import Catalog
from photoapp.catalog.browsing import (
    card_rows,
    counts,
    folders_of,
    gather,
    ordered,
    said,
    words_of,
)
from tests.catalog.browsing.described import found, put
from tests.catalog.records import ROOT, add, add_root, file


def test_everything_is_counted_once(catalog: Catalog) -> None:
    put(catalog, "a/1.jpg", taken="2020-05-01", city="Lisbon", country="Portugal", rating=4)
    put(catalog, "a/2.jpg", taken="2020-05-31T23:59:59", camera="X-T30", keywords=("sea", "dog"))
    put(catalog, "b/3.jpg", taken="2019-01-01", camera="X-T30", keywords=("sea",), rating=-1)
    add(catalog, file("b/copy.jpg", "a/1.jpg"), file("b/other.jpg", "a/1.jpg"))
    failed = put(catalog, "c/4.jpg", taken="2018-01-01", camera="X-T30", keywords=("sea",))
    catalog.failures.record(failed, "damaged", "It ends in the middle.")
    assert gather(catalog.database, "shown") == 4
    told = counts(catalog.database)
    assert (told.total, told.failed, told.untagged) == (3, 1, 1)
    assert told.months == {"2020-05": 2, "2019-01": 1}
    root = add_root(catalog).id
    assert told.folders == {(root, "a"): 2, (root, "b"): 2}
    assert told.places == {("Portugal", "", "Lisbon"): 1}
    assert told.cameras == {"X-T30": 2}
    assert list(told.keywords.items()) == [("sea", 2), ("dog", 1)]
    assert told.ratings == {0: 2, 4: 1}
    assert told.flags == {"none": 2, "reject": 1}
    assert told.colors == {"none": 3}


def test_a_keyword_is_one_in_whatever_case(catalog: Catalog) -> None:
    put(catalog, "1.jpg", keywords=("Ägypten", "Ost"))
    put(catalog, "2.jpg", keywords=("Ägypten", "ost"))
    put(catalog, "3.jpg", keywords=("ägypten", "ÄGYPTEN"))
    assert len(found(catalog, keywords=("äGYPTEN",))) == 3
    assert list(counts(catalog.database).keywords.items()) == [("Ägypten", 3), ("Ost", 2)]


def test_an_empty_catalogue_counts_nothing(catalog: Catalog) -> None:
    told = counts(catalog.database)
    assert (told.total, told.months, told.keywords) == (0, {}, {})
    assert folders_of(catalog.database) == {}


def test_names_and_ratings_order_photos(catalog: Catalog) -> None:
    b, a, c = (put(catalog, f"{name}.jpg", rating=r) for name, r in (("b", 3), ("A", 5), ("c", 3)))
    ids = np.array(found(catalog), dtype=np.int64)
    assert ordered(catalog.database, ids, "name").tolist() == [a, b, c]
    assert ordered(catalog.database, ids, "rating").tolist()[0] == a
    assert ordered(catalog.database, ids[ids != a], "name").tolist() == [b, c]


def test_cards_tell_what_holds_now(catalog: Catalog) -> None:
    one, gone = put(catalog, "a/one.jpg", rating=3), put(catalog, "gone.jpg")
    drive = Path("/drive")
    add(catalog, file("two.jpg", "a/one.jpg"), root=drive)
    catalog.files.forget(add_root(catalog).id, ["gone.jpg"])
    catalog.roots.set_offline(add_root(catalog).id, offline=True)
    catalog.marks.say("flag", [one], "pick")
    [row] = card_rows(catalog.database, [one, gone, 99])
    assert (row.photo_id, row.path, row.offline) == (one, drive / "two.jpg", False)
    assert (row.rating, row.flag, row.color) == (3, "pick", "none")
    assert folders_of(catalog.database) == {}
    found(catalog)
    assert {path: ids.tolist() for path, ids in folders_of(catalog.database).items()} == {
        ROOT / "a": [one],
        drive: [one],
    }


def test_words_are_said_in_captions_keywords_and_places_but_not_in_names(catalog: Catalog) -> None:
    one = put(catalog, "dog.jpg", caption="By the sea", keywords=("Anna",), city="Köln")
    found(catalog)
    assert said(catalog.database, ["anna", "koln"]).tolist() == [one]
    assert said(catalog.database, ["dog"]).tolist() == []
    assert said(catalog.database, ["anna", "berlin"]).tolist() == []
    assert said(catalog.database, ["!", ""]).tolist() == []
    assert words_of(catalog.database, one).names == "dog"
