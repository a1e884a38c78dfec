"""Labels, what is decided of them, and what shows them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photoapp.catalog import Catalog, Label, PhotoMetadata
from photoapp.errors import LabelError
from tests.catalog.records import add, model


def _names(catalog: Catalog) -> list[str]:
    return [label.name for label in catalog.labels.all()]


def _dump(catalog: Catalog) -> list[object]:
    """All that is kept of labels."""
    connection = catalog.database.connection()
    tables = ("label", "label_picture", "label_picture_vector")
    return [
        sorted(tuple(row)[table == "label_picture" :] for row in rows)
        for table in tables
        for rows in [connection.execute(f"SELECT * FROM {table}")]
    ]


def test_a_label_is_kept_tidy_and_found_again(catalog: Catalog) -> None:
    animal = catalog.labels.create(" Animal ")
    dog = catalog.labels.create(
        "my \t dog", [" my dog Rex;", "a black dog; My dog rex", ""], animal, " Kind ", 0.95
    )
    cat = catalog.labels.create("cat", group="KIND")
    assert catalog.labels.all() == [
        Label(animal, "Animal"),
        Label(cat, "cat", group="Kind"),
        Label(dog, "my dog", ("my dog Rex", "a black dog"), animal, "Kind", 0.95),
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (" \n", "needs a name"),
        ("x" * 101, "101 characters"),
        ("animals|dog", "leave that out"),
        ("SEA", "a label “Sea” already"),
        ("ÄPFEL", "a label “äpfel” already"),
        ("STRASSE", "a label “straße” already"),
    ],
)
def test_a_name_that_cannot_be_is_refused(catalog: Catalog, name: str, says: str) -> None:
    for taken in ("Sea", "äpfel", "straße"):
        catalog.labels.create(taken)
    sun = catalog.labels.create("sun")
    with pytest.raises(LabelError, match=says):
        catalog.labels.create(name)
    with pytest.raises(LabelError, match=says):
        catalog.labels.change(Label(sun, name))
    assert len(_names(catalog)) == 4


@pytest.mark.parametrize("precision", [0.49, 1.0, float("nan"), 101])
def test_a_precision_that_nobody_can_reach_is_refused(catalog: Catalog, precision: float) -> None:
    with pytest.raises(LabelError, match=r"between 50% and 99\.9%"):
        catalog.labels.create("sea", precision=precision)


def test_parents_never_form_a_cycle(catalog: Catalog) -> None:
    top = catalog.labels.create("top")
    middle = catalog.labels.create("middle", parent_id=top)
    bottom = catalog.labels.create("bottom", parent_id=middle)
    for parent in (middle, bottom):
        with pytest.raises(LabelError, match=r"“top” can't lie below “(middle|bottom)”"):
            catalog.labels.change(Label(top, "top", parent_id=parent))
    with pytest.raises(LabelError, match="can't lie below itself"):
        catalog.labels.change(Label(top, "top", parent_id=top))
    with pytest.raises(LabelError, match="not there any more"):
        catalog.labels.create("lost", parent_id=99)
    before = catalog.labels.change(Label(bottom, "bottom", parent_id=top))
    assert before.parent_id == middle


def test_what_is_deleted_comes_back_whole(catalog: Catalog) -> None:
    number = model(catalog)
    top = catalog.labels.create("top")
    middle = catalog.labels.create("middle", ["the middle"], top, "place", 0.8)
    catalog.labels.create("bottom", parent_id=middle)
    picture = catalog.labels.add_picture(middle, Path("/elsewhere/caf\udce9.jpg"))
    assert picture is not None
    vector = np.array([0.5, -1], dtype=np.float32)
    catalog.labels.put_picture_vector(picture, number, vector, np.append(vector, vector))
    before = _dump(catalog)
    gone = catalog.labels.delete([middle, top, 99])
    assert [label.parent_id for label in catalog.labels.all()] == [None]
    assert catalog.labels.pictures() == []
    catalog.labels.bring_back(gone)
    assert _dump(catalog) == before
    [(label_id, kept, feature)] = catalog.labels.picture_features(number)
    assert (label_id, kept.tolist(), feature.shape) == (middle, [0.5, -1], (4,))


def test_what_was_said_meanwhile_holds_when_a_label_comes_back(catalog: Catalog) -> None:
    top = catalog.labels.create("top")
    middle = catalog.labels.create("middle", parent_id=top)
    bottom = catalog.labels.create("bottom", parent_id=middle)
    gone = catalog.labels.delete([middle])
    catalog.labels.change(Label(top, "top", parent_id=bottom))  # else a cycle
    catalog.labels.bring_back(gone)
    parents = {label.name: label.parent_id for label in catalog.labels.all()}
    assert parents == {"top": bottom, "middle": top, "bottom": None}
    catalog.labels.delete([middle])
    catalog.labels.create("MIDDLE")
    with pytest.raises(LabelError, match="choose another name"):
        catalog.labels.bring_back(gone)


def test_a_label_is_stale_when_it_or_what_is_decided_of_it_changes(catalog: Catalog) -> None:
    [photo] = add(catalog, "a.jpg")
    dog, cat = catalog.labels.create("dog"), catalog.labels.create("cat")
    picture = Path("/elsewhere/dog.jpg")
    changes: list[Callable[[], object]] = [
        lambda: catalog.labels.change(Label(dog, "dog", ("a dog",))),
        lambda: catalog.keywords.accept([photo], "DOG", {}),
        lambda: catalog.keywords.reject([photo], "dog", {}),
        lambda: catalog.keywords.forget([photo], "dog"),
        lambda: catalog.labels.add_picture(dog, picture),
        lambda: catalog.labels.remove_pictures(dog, [picture]),
    ]
    assert catalog.labels.stale() == [dog, cat]
    for change in changes:
        catalog.labels.settled([dog, cat])
        assert catalog.labels.stale() == []
        change()
        assert catalog.labels.stale() == [dog]
    catalog.labels.settled([dog])
    catalog.labels.change(catalog.labels.of(dog))  # as it is
    assert catalog.labels.stale() == []


@pytest.mark.parametrize("name", ["dog", "Äpfel", "café"])
def test_decisions_are_keywords_whoever_gave_them(catalog: Catalog, name: str) -> None:
    by_file, given, taken, ruled_out, other = add(catalog, *(f"{n}.jpg" for n in "abcde"))
    says = PhotoMetadata(keywords=(name.lower(),))
    keywords = [
        says,
        PhotoMetadata(),
        says,
        PhotoMetadata(),
        PhotoMetadata(keywords=("sea", "Zoo")),
    ]
    catalog.metadata.record(list(zip(catalog.metadata.pending(0, 9), keywords, strict=True)))
    label_id, sea = catalog.labels.create(name.upper()), catalog.labels.create("sea")
    catalog.keywords.give([given], [name])
    catalog.keywords.take([taken], [name])
    catalog.keywords.reject([ruled_out], name, {ruled_out: ("tiny", 0.4)})
    found = catalog.labels.decisions([label_id, sea, 99])
    assert found.keys() == {label_id, sea}
    assert found[label_id].accepted.tolist() == [by_file, given]
    assert found[label_id].rejected.tolist() == [taken, ruled_out]
    assert found[label_id].asked.tolist() == [ruled_out]
    assert (found[sea].accepted.tolist(), found[sea].rejected.tolist()) == ([other], [])
    counts = catalog.labels.counts()[label_id]
    assert (counts.accepted, counts.rejected) == (2, 2)
    with catalog.database.transaction() as connection:
        connection.execute("DELETE FROM file")
    counts = catalog.labels.counts()[label_id]
    assert (counts.accepted, counts.rejected) == (0, 0)


def test_a_file_s_word_is_a_label_s_in_whatever_case(catalog: Catalog) -> None:
    [photo] = add(catalog, "a.jpg")
    says = PhotoMetadata(keywords=("Zoo", "café", "äpfel", "Öl"))
    catalog.metadata.record([(catalog.metadata.pending(0, 9)[0], says)])
    ids = [catalog.labels.create(name) for name in ("CAFÉ", "ÄPFEL", "ÖL")]
    found = catalog.labels.decisions(ids)
    assert [found[label_id].accepted.tolist() for label_id in ids] == [[photo]] * 3


def test_decisions_are_found_by_index(catalog: Catalog) -> None:
    label_id = catalog.labels.create("dog")
    connection = catalog.database.connection()
    queries: list[str] = []
    connection.set_trace_callback(queries.append)
    catalog.labels.decisions([label_id])
    connection.set_trace_callback(None)
    plans = [
        row["detail"]
        for query in queries
        if "WHERE word = " in query
        for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")
    ]
    assert not [plan for plan in plans if plan.startswith("SCAN")]
    assert len([plan for plan in plans if "_word (word=?)" in plan]) >= 3


def test_pictures_wait_for_each_model(catalog: Catalog) -> None:
    label = catalog.labels.create("dog")
    first = catalog.labels.add_picture(label, Path("/a.jpg"))
    assert first is not None
    assert catalog.labels.add_picture(label, Path("/a.jpg")) is None
    assert catalog.labels.add_picture(99, Path("/a.jpg")) is None
    vector = np.ones(2, dtype=np.float32)
    old, new = model(catalog, "old"), model(catalog, "new")
    catalog.labels.put_picture_vector(first, old, vector, vector)
    assert catalog.labels.pictures_without_vector(old) == []
    [waiting] = catalog.labels.pictures_without_vector(new)
    assert (waiting.label_id, waiting.path) == (label, Path("/a.jpg"))


def test_a_refused_change_leaves_no_trace(catalog: Catalog) -> None:
    dog = catalog.labels.create("dog")
    catalog.labels.create("cat")
    before = _dump(catalog)
    for wrong in (replace(catalog.labels.of(dog), name="CAT"), Label(99, "bird")):
        with pytest.raises(LabelError):
            catalog.labels.change(wrong)
    assert _dump(catalog) == before
