"""What a model suggests is written quickly, never of what is decided, and shown while it serves."""

from dataclasses import replace

import pytest

from photoapp.catalog import Catalog, PhotoMetadata, Suggestion
from photoapp.catalog.suggestions import Replaced
from tests.catalog.browsing.described import put
from tests.catalog.records import add, file, model

_TIME = "photoapp.catalog.suggestions.time.time"


@pytest.fixture
def serving(catalog: Catalog) -> int:
    number = model(catalog)
    catalog.generations.serve(number)
    return number


def test_only_what_differs_is_written_and_the_rest_keeps_its_time(
    catalog: Catalog, serving: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = add(catalog, "1.jpg", "2.jpg", "3.jpg")
    dog, cat = catalog.labels.create("dog"), catalog.labels.create("cat")
    suggestions, connection = catalog.suggestions, catalog.database.connection()
    monkeypatch.setattr(_TIME, lambda: 100.0)
    assert suggestions.replace(serving, dog, {two: 0.8, one: 0.9}) == Replaced(2, 0)
    suggestions.add(serving, cat, {one: 0.95})
    monkeypatch.setattr(_TIME, lambda: 200.0)
    rows = connection.total_changes
    assert suggestions.replace(serving, dog, {one: 0.9, two: 0.80001}) == Replaced(0, 0)
    assert connection.total_changes == rows
    assert suggestions.replace(serving, dog, {one: 0.7, three: 0.6, 99: 0.9}) == Replaced(1, 1)
    cat_of_one = Suggestion(cat, "cat", 0.95, "tiny", 100.0)
    assert suggestions.of([one, two, three, 99]) == {
        one: (cat_of_one, Suggestion(dog, "dog", 0.7, "tiny", 100.0)),
        three: (Suggestion(dog, "dog", 0.6, "tiny", 200.0),),
    }
    assert suggestions.of([one, two], cat) == {one: (cat_of_one,)}
    assert suggestions.counts() == {dog: 2, cat: 1}
    suggestions.add(serving, dog, {two: 0.9})
    suggestions.drop(dog, [one])
    assert suggestions.photo_ids(dog).tolist() == [two, three]
    assert suggestions.replace(serving, 99, {one: 0.5}) == Replaced(0, 0)
    catalog.labels.delete([dog])
    assert suggestions.counts() == {cat: 1}


def test_nothing_that_is_decided_is_ever_suggested(catalog: Catalog, serving: int) -> None:
    given, taken, open_one = (put(catalog, f"{n}.jpg") for n in range(3))
    in_file = put(catalog, "file.jpg", keywords=("DOG", "Ära"))
    not_in_file = put(catalog, "not.jpg", keywords=("dog",))
    dog, era = catalog.labels.create("Dog"), catalog.labels.create("ära")
    catalog.keywords.give([given], ["dog"])
    catalog.keywords.reject([taken], "dog", {})
    catalog.keywords.take([not_in_file], ["dog"])
    photos = [given, taken, open_one, in_file, not_in_file]
    catalog.suggestions.replace(serving, dog, dict.fromkeys(photos, 0.9))
    catalog.suggestions.add(serving, era, dict.fromkeys(photos, 0.9))
    assert catalog.suggestions.photo_ids(dog).tolist() == [open_one]
    assert in_file not in catalog.suggestions.photo_ids(era)


def test_a_decision_takes_the_suggestion_away_whoever_makes_it(
    catalog: Catalog, serving: int
) -> None:
    given, taken, read, renamed, open_one = photos = [
        *add(catalog, *(f"{n}.jpg" for n in range(4))),
        put(catalog, "open.jpg", keywords=("hound",)),
    ]
    dog, cat = catalog.labels.create("dog"), catalog.labels.create("cat")
    for label in (dog, cat):
        catalog.suggestions.replace(serving, label, dict.fromkeys(photos, 0.9))
    catalog.keywords.give([given, open_one], ["DOG"])
    catalog.keywords.reject([taken], "dog", {})
    [pending] = [p for p in catalog.metadata.pending(0, 100) if p.photo_id == read]
    catalog.metadata.record([(pending, PhotoMetadata(keywords=("Dog",)))])
    assert catalog.suggestions.photo_ids(dog).tolist() == [renamed]
    catalog.keywords.give([renamed], ["kitty"])
    [named] = [each for each in catalog.labels.all() if each.id == cat]
    catalog.labels.change(replace(named, name="Kitty"))
    assert catalog.suggestions.photo_ids(cat).tolist() == [given, taken, read, open_one]


def test_what_a_model_suggested_is_not_shown_once_another_serves(
    catalog: Catalog, serving: int
) -> None:
    [one, two] = add(catalog, file("1.jpg"), file("2.jpg"))
    dog = catalog.labels.create("dog")
    catalog.suggestions.replace(serving, dog, {one: 0.9, two: 0.8})
    other = model(catalog, "other")
    catalog.generations.serve(other)
    assert catalog.suggestions.of([one]) == {}
    assert catalog.suggestions.counts() == {}
    assert catalog.suggestions.photo_ids(dog).tolist() == []
    assert catalog.suggestions.replace(other, dog, {one: 0.6}) == Replaced(1, 0)
    assert [s.model for s in catalog.suggestions.of([one])[one]] == ["other"]
    catalog.generations.serve(serving)
    assert catalog.suggestions.counts() == {}
