"""Photos are found by what is known of them, whoever says so."""

from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.browsing import gather, stale_count
from tests.catalog.browsing.described import found, put
from tests.catalog.records import ROOT, add, add_root, file


def test_all_that_were_looked_at_are_found_the_newest_first(catalog: Catalog) -> None:
    old = put(catalog, "old.jpg", taken="1999-12-31T23:59:59", written=2_000_000_000)
    new = put(catalog, "new.jpg", taken="2020-01-01")
    undated = put(catalog, "undated.jpg", written=1_400_000_000)
    add(catalog, "not-yet.jpg")
    gone = put(catalog, "gone.jpg")
    catalog.files.forget(add_root(catalog).id, ["gone.jpg"])
    failed = put(catalog, "failed.jpg")
    catalog.failures.record(failed, "damaged", "It ends in the middle.")
    assert found(catalog) == [new, undated, old]
    assert found(catalog, failed=True) == [failed]
    add(catalog, "gone.jpg")
    assert gone in found(catalog)


@pytest.mark.parametrize(
    ("since", "until", "names"),
    [
        ("2020", "2020", ["b", "c", "d"]),
        ("2020-02", "2020-02", ["b", "c"]),
        ("2020-02-29", "2020-02-29", ["c"]),
        ("2020-03", None, ["d", "e"]),
        (None, "2020-02", ["a", "b", "c"]),
        ("2019-12-31", "2020-12", ["a", "b", "c", "d"]),
    ],
)
def test_dates_hold_to_their_last_moment(
    catalog: Catalog, since: str | None, until: str | None, names: list[str]
) -> None:
    taken = {
        "a": "2019-12-31T23:59:59.999",
        "b": "2020-02-01T00:00:00",
        "c": "2020-02-29T23:59:59.5",
        "d": "2020-12-31T23:59:59",
        "e": "2021-01-01T00:00:00",
    }
    ids = {put(catalog, f"{name}.jpg", taken=when): name for name, when in taken.items()}
    assert sorted(ids[i] for i in found(catalog, since=since, until=until)) == names


def test_places_and_cameras_need_no_accents_and_no_capitals(catalog: Catalog) -> None:
    lisbon = put(catalog, "a.jpg", city="Lisbon", country="Portugal", camera="Canon EOS R5")
    nice = put(catalog, "b.jpg", city="São Paulo", country="Brazil", camera="Canon EOS R5 II")
    assert found(catalog, place="lisbon") == [lisbon]
    assert found(catalog, place="PORTUGAL") == [lisbon]
    assert found(catalog, place="sao paulo") == [nice]
    assert found(catalog, place="Paulo") == []
    assert found(catalog, camera="canon eos r5") == [lisbon]
    assert sorted(found(catalog, camera="EOS")) == sorted([lisbon, nice])
    assert found(catalog, camera="Nikon") == []


def test_a_persons_word_goes_before_the_files(catalog: Catalog) -> None:
    one = put(catalog, "a.jpg", rating=5, keywords=("Sea", "dog"))
    two = put(catalog, "b.jpg", rating=-1)
    assert found(catalog, least_rating=4) == [one]
    assert found(catalog, flag="reject") == [two]
    assert found(catalog, keywords=("sea",)) == [one]
    assert found(catalog, untagged=True) == [two]
    catalog.marks.say("rating", [one], 2)
    catalog.marks.say("flag", [two], "pick")
    catalog.marks.say("color", [two], "red")
    assert found(catalog, least_rating=4) == []
    assert found(catalog, least_rating=2, most_rating=3) == [one]
    assert found(catalog, flag="pick", color="red", most_rating=0) == [two]
    catalog.keywords.take([one], ["Sea"])
    catalog.keywords.give([two], ["Märchen"])
    assert found(catalog, keywords=("sea",)) == []
    assert found(catalog, keywords=("marchen",)) == [two]
    assert found(catalog, keywords=("dog", "sea")) == []
    assert found(catalog, untagged=True) == []


def test_a_folder_stands_for_all_below_it_and_every_copy_counts(catalog: Catalog) -> None:
    first = put(catalog, "2015/Lisbon Trip/a.jpg")
    second = put(catalog, "2015/Lisbon Trip/evening/b.jpg")
    beside = put(catalog, "2015/Lisbon Trips/c.jpg")
    add(catalog, file("copies/a.jpg", "2015/Lisbon Trip/a.jpg"))
    everything = {first, second, beside}
    for folder, expected in {
        str(ROOT): everything,
        str(ROOT.parent): everything,
        str(ROOT / "2015/Lisbon Trip"): {first, second},
        f"{ROOT / 'copies'}/": {first},
        "lisbon trip": {first, second},
        "2015/lisbon trip/evening": {second},
        "photos": everything,
        "/elsewhere": set(),
        "trip": set(),
    }.items():
        assert set(found(catalog, folder=folder)) == expected, folder


def test_names_that_are_not_utf_8_are_found_by_their_folder(catalog: Catalog) -> None:
    odd = put(catalog, "caf\udce9/a.jpg")
    assert found(catalog, folder=str(ROOT / "caf\udce9")) == [odd]
    assert found(catalog, folder=str(ROOT)) == [odd]
    below = put(catalog, "trip/caf\udce9/a.jpg")
    assert found(catalog, folder=str(ROOT / "trip")) == found(catalog, folder="trip") == [below]


def test_phrases_stand_side_by_side_in_any_words(catalog: Catalog) -> None:
    said = put(catalog, "IMG_7.jpg", caption="What a Day by the sea", city="Köln")
    assert found(catalog, phrases=("what a day",)) == [said]
    assert found(catalog, phrases=("a what day",)) == []
    assert found(catalog, phrases=("img 7",)) == [said]
    assert found(catalog, phrases=("koln", "THE SEA")) == [said]
    assert found(catalog, phrases=('"', "sea")) == [said]
    catalog.marks.say("caption", [said], 'the "other" one')
    assert found(catalog, phrases=("sea",)) == []
    assert found(catalog, phrases=('"other" one',)) == [said]


def test_offline_photos_are_those_without_a_copy_that_is_there(catalog: Catalog) -> None:
    here, there = put(catalog, "here.jpg"), put(catalog, "there.jpg")
    drive = Path("/drive")
    add(catalog, file("copy.jpg", "there.jpg"), root=drive)
    catalog.roots.set_offline(add_root(catalog).id, offline=True)
    assert found(catalog, offline=True) == [here]
    catalog.roots.set_offline(add_root(catalog).id, offline=False)
    assert found(catalog, offline=True) == []
    assert {here, there} == set(found(catalog))


def test_albums_hold_photos(catalog: Catalog) -> None:
    one, two = put(catalog, "a.jpg"), put(catalog, "b.jpg")
    catalog.albums.add(catalog.albums.create("Best"), [one])
    assert found(catalog, album="best") == [one]
    assert two in found(catalog)


def test_what_changed_is_gathered_and_nothing_else(catalog: Catalog) -> None:
    one = put(catalog, "a.jpg", caption="a cat")
    put(catalog, "b.jpg")
    found(catalog)
    assert gather(catalog.database, "shown") == 0
    catalog.marks.say("rating", [one], 3)
    assert stale_count(catalog.database, "words") == 0
    assert gather(catalog.database, "shown") == 1
    catalog.marks.say("caption", [one], "a dog")
    assert gather(catalog.database, "words") == 1
    catalog.roots.remove(add_root(catalog).id)
    assert found(catalog) == []
    assert found(catalog, phrases=("dog",)) == []


def test_a_name_that_hundreds_of_folders_have_finds_them_all(catalog: Catalog) -> None:
    paths = [f"{day}/raw/a.jpg" for day in range(600)]
    add(catalog, *paths)
    with catalog.database.transaction() as connection:
        connection.execute("UPDATE photo SET width = 1, height = 1")
    assert len(found(catalog, folder="raw")) == len(paths)
    assert len(found(catalog, folder=str(ROOT / "7"))) == 1
