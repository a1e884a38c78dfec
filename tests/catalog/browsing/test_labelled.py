"""Photos are found and counted by labels: by what is tagged, and by what is suggested."""

from dataclasses import dataclass

import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.browsing import LabelFacet, counts, gather
from tests.catalog.browsing.described import found, put
from tests.catalog.records import ROOT, add_root, model


@dataclass(frozen=True)
class Kennel:
    """Labels "animal" > "dog" > "poodle", and what is tagged with them or suggested for them."""

    catalog: Catalog
    animal: int
    dog: int
    poodle: int
    tagged_dog: int
    tagged_poodle: int
    maybe_dog: int
    maybe_poodle: int


@pytest.fixture
def kennel(catalog: Catalog) -> Kennel:
    serving = model(catalog)
    catalog.generations.serve(serving)
    animal = catalog.labels.create("animal")
    dog = catalog.labels.create("Dög", parent_id=animal, group="pets")
    poodle = catalog.labels.create("poodle", parent_id=dog)
    tagged_dog, tagged_poodle = (put(catalog, f"{w}.jpg", keywords=(w,)) for w in ("Dög", "Poodle"))
    maybe_dog, maybe_poodle = put(catalog, "3.jpg"), put(catalog, "4.jpg", keywords=("cat",))
    catalog.suggestions.replace(serving, dog, {maybe_dog: 0.9})
    catalog.suggestions.replace(serving, poodle, {maybe_poodle: 0.8, maybe_dog: 0.7})
    return Kennel(catalog, animal, dog, poodle, tagged_dog, tagged_poodle, maybe_dog, maybe_poodle)


def _found(kennel: Kennel, **conditions: object) -> set[int]:
    return set(found(kennel.catalog, **conditions))


def test_a_label_stands_for_those_below_it_and_a_tag_is_no_suggestion(kennel: Kennel) -> None:
    tagged = {kennel.tagged_dog, kennel.tagged_poodle}
    maybe = {kennel.maybe_dog, kennel.maybe_poodle}
    for name in ("dog", "DÖG", "animal"):
        assert _found(kennel, keywords=(name,)) == tagged
        assert _found(kennel, labels=(name,)) == tagged | maybe
    assert _found(kennel, keywords=("poodle",)) == {kennel.tagged_poodle}
    assert _found(kennel, labels=("poodle",)) == {kennel.tagged_poodle} | maybe
    assert _found(kennel, labels=("dog", "cat")) == {kennel.maybe_poodle}


def test_suggestions_are_found_of_the_label_itself_or_of_any(kennel: Kennel) -> None:
    maybe = {kennel.maybe_dog, kennel.maybe_poodle}
    assert _found(kennel, suggested=("dog",)) == {kennel.maybe_dog}
    assert _found(kennel, suggested=("POODLE",)) == maybe
    assert _found(kennel, suggested=("dog", "poodle")) == {kennel.maybe_dog}
    assert _found(kennel, suggested=("animal",)) == set()
    assert _found(kennel, with_suggestions=True) == maybe
    kennel.catalog.keywords.reject([kennel.maybe_dog], "poodle", {})
    kennel.catalog.keywords.accept([kennel.maybe_dog], "Dög", {})
    assert _found(kennel, with_suggestions=True) == {kennel.maybe_poodle}
    assert _found(kennel, suggested=("dog",)) == set()
    assert kennel.maybe_dog in _found(kennel, keywords=("animal",))


def test_a_name_that_is_no_label_finds_what_is_tagged_with_it(kennel: Kennel) -> None:
    assert _found(kennel, labels=("cat",)) == {kennel.maybe_poodle}
    assert _found(kennel, suggested=("cat",)) == set()
    assert _found(kennel, labels=("zebra",)) == _found(kennel, labels=("",)) == set()


def test_a_label_counts_what_its_tokens_find(kennel: Kennel) -> None:
    catalog = kennel.catalog
    catalog.keywords.give([kennel.tagged_dog], ["poodle"])  # and is counted once
    failed = put(catalog, "failed.jpg", keywords=("poodle",))
    catalog.failures.record(failed, "damaged", "It ends in the middle.")
    gone = put(catalog, "gone.jpg")
    serving = catalog.generations.serving() or 0
    catalog.suggestions.add(serving, kennel.poodle, {gone: 0.9})
    catalog.suggestions.add(serving, kennel.dog, {failed: 0.9})
    catalog.files.forget(add_root(catalog, ROOT).id, ["gone.jpg"])
    gather(catalog.database, "shown")
    assert counts(catalog.database).labels == (
        LabelFacet(kennel.animal, "animal", None, "", tagged=2, suggested=0),
        LabelFacet(kennel.dog, "Dög", kennel.animal, "pets", tagged=2, suggested=1),
        LabelFacet(kennel.poodle, "poodle", kennel.dog, "", tagged=2, suggested=2),
    )
    for facet in counts(catalog.database).labels:
        assert len(found(catalog, keywords=(facet.name,))) == facet.tagged
        assert len(found(catalog, suggested=(facet.name,))) == facet.suggested


def test_what_another_model_suggested_is_neither_found_nor_counted(kennel: Kennel) -> None:
    kennel.catalog.generations.serve(model(kennel.catalog, "other"))
    assert _found(kennel, with_suggestions=True) == _found(kennel, suggested=("dog",)) == set()
    assert _found(kennel, labels=("animal",)) == {kennel.tagged_dog, kennel.tagged_poodle}
    assert {facet.suggested for facet in counts(kennel.catalog.database).labels} == {0}
