"""Labels are defined and decided through the library, and all of it goes back and forth."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photoapp.catalog import Catalog, PhotoMetadata
from photoapp.errors import LabelError, PhotoUnreadableError
from photoapp.library.active_models import ActiveModels
from photoapp.library.changes import Changes
from photoapp.library.labels import Labels
from photoapp.tagging.lists import LabelLine
from photoapp.worker.messages import PhotoDone
from tests.catalog.records import add, model


class _Serving:
    """A model that knows pictures by their names; it is its own worker."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.worker = self

    def embed(self, file: Path) -> PhotoDone:
        if file.suffix != ".jpg":
            raise PhotoUnreadableError("unreadable", f"{file} can't be read: it is no photo.")
        vector = np.array([1, 0.5], dtype="<f2").tobytes()
        return PhotoDone(1, vector, vector * 2, b"", "JPEG", 4, 3, None)


class _Active(ActiveModels):
    def __init__(self, number: int) -> None:
        self.number = number

    def serving(self) -> _Serving:  # type: ignore[override]
        return _Serving(self.number)


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def labels(catalog: Catalog, changes: Changes, tmp_path: Path) -> Labels:
    number = model(catalog)
    catalog.generations.serve(number)
    return Labels(catalog, _Active(number), changes, tmp_path)


@pytest.fixture
def photo_ids(catalog: Catalog) -> list[int]:
    """Three photos; the file of the first says it is a dog."""
    ids = add(catalog, "a.jpg", "b.jpg", "c.jpg")
    files = [PhotoMetadata(keywords=("Dog",)), PhotoMetadata(), PhotoMetadata()]
    catalog.metadata.record(list(zip(catalog.metadata.pending(0, 9), files, strict=True)))
    return ids


def _state(catalog: Catalog) -> list[object]:
    """All that a person can define and decide."""
    connection = catalog.database.connection()
    queries = (
        "SELECT * FROM label ORDER BY id",
        "SELECT label_id, path, added_at FROM label_picture ORDER BY path",
        "SELECT model_id, vector, feature FROM label_picture_vector",
        "SELECT * FROM person_keyword ORDER BY photo_id, word",
    )
    return [[tuple(row) for row in connection.execute(query)] for query in queries]


def test_everything_done_goes_back_and_forth(
    catalog: Catalog, labels: Labels, changes: Changes, photo_ids: list[int]
) -> None:
    _, second, third = photo_ids
    states = [_state(catalog)]
    done: list[Callable[[], object]] = [
        lambda: labels.define("animals"),
        lambda: labels.define("dog", ["a dog"], 1, "kind", 0.95),
        lambda: labels.accept(2, photo_ids),
        lambda: labels.reject(2, [third]),
        lambda: labels.add_pictures(2, [Path("/else/where.jpg")]),
        lambda: labels.change(2, name="Hound", parent=None, precision=0.8),
        lambda: labels.change(2, name="HOUND", phrases=[], group=""),
        lambda: labels.import_lines(
            [LabelLine("animals", parent="hound"), LabelLine("bird", ("a bird",), "wings", "kind")]
        ),
        lambda: labels.forget(2, [second]),
        lambda: labels.remove_pictures(2, [Path("/else/where.jpg")]),
        lambda: labels.delete([2, 1]),
    ]
    for change in done:
        assert change() is not None
        states.append(_state(catalog))
    for _ in range(2):
        for state in reversed(states[:-1]):
            changes.undo()
            assert _state(catalog) == state
        for state in states[1:]:
            changes.redo()
            assert _state(catalog) == state
    words = {keyword.word for keyword in catalog.keywords.of([photo_ids[0]])[photo_ids[0]]}
    assert words == {"Dog"}


def test_what_changes_nothing_is_no_change(
    labels: Labels, changes: Changes, photo_ids: list[int]
) -> None:
    dog = labels.define("dog", ["a dog"])
    assert labels.change(dog, name=" dog ", phrases=["a dog"], parent=None) is None
    assert labels.accept(dog, photo_ids[:1]) is None  # its file says so
    assert labels.forget(dog, photo_ids) is None
    assert labels.remove_pictures(dog, [Path("/none.jpg")]) is None
    report = labels.import_lines([LabelLine("DOG")])
    assert (report.created, report.changed, report.unchanged) == ((), (), ("dog",))
    undone = changes.undo()
    assert undone is not None
    assert undone.text == "Label “dog” made"
    for refused in (labels.accept, labels.reject, labels.forget):
        with pytest.raises(LabelError, match="not there any more"):
            refused(dog, photo_ids)
    with pytest.raises(LabelError, match="not there any more"):
        labels.delete([dog])


def test_a_decision_remembers_what_was_suggested_and_ends_that(
    catalog: Catalog, labels: Labels, changes: Changes, photo_ids: list[int]
) -> None:
    number = model(catalog)
    for name in ("dog", "Äpfel"):
        label = labels.define(name)
        catalog.suggestions.replace(number, label, {photo_ids[1]: 0.75, photo_ids[2]: 0.5})
        labels.define(f"not {name}")
        catalog.labels.settled(catalog.labels.stale())
        assert labels.accept(label, [photo_ids[1]]) is not None
        assert catalog.labels.stale() == [label]
        assert catalog.suggestions.photo_ids(label).tolist() == [photo_ids[2]]
        [said] = [k for k in catalog.keywords.of(photo_ids)[photo_ids[1]] if k.word == name]
        assert (said.origin, said.model, said.chance) == ("person", "tiny", 0.75)
        changed = labels.reject(label, photo_ids[1:])
        assert changed is not None
        assert changed.text == f"2 photos said not to show “{name}”"
        assert catalog.suggestions.photo_ids(label).tolist() == []
        decided = catalog.labels.decisions([label])[label]
        assert decided.rejected.tolist() == photo_ids[1:]
        catalog.labels.settled([label])
        changes.undo()
        assert catalog.labels.stale() == [label]


def test_other_labels_of_a_group_are_left_alone(
    catalog: Catalog, labels: Labels, photo_ids: list[int]
) -> None:
    indoors, outdoors = (labels.define(n, group="where") for n in ("indoors", "outdoors"))
    labels.accept(indoors, photo_ids)
    labels.accept(outdoors, photo_ids[:1])
    words = [k.word for k in catalog.keywords.of(photo_ids[:1])[photo_ids[0]]]
    assert words == ["Dog", "indoors", "outdoors"]


def test_cards_count_present_photos(catalog: Catalog, labels: Labels, photo_ids: list[int]) -> None:
    dog, sea = labels.define("dog"), labels.define("Sea")
    labels.add_pictures(dog, [Path("/else/where.jpg")])
    labels.accept(dog, [photo_ids[1]])
    labels.reject(dog, [photo_ids[2]])
    catalog.suggestions.replace(model(catalog), sea, {photo_ids[0]: 0.5})
    first, second = labels.cards()
    assert (first.label.id, first.tagged, first.accepted, first.rejected) == (dog, 2, 2, 1)
    assert first.pictures == (Path("/else/where.jpg"),)
    assert (second.label.name, second.tagged, second.suggested) == ("Sea", 0, 1)
    assert labels.named(" SEA").id == sea
    with pytest.raises(LabelError, match="There is no label “sun”"):
        labels.named("sun")


def test_a_list_changes_only_what_it_says(labels: Labels, changes: Changes) -> None:
    labels.define("dog", ["my dog Rex"], None, "kind", 0.95)
    report = labels.import_lines(
        [LabelLine("Beach", ("a beach",)), LabelLine("DOG", (), "Animals"), LabelLine("cat")]
    )
    assert set(report.created) == {"Animals", "Beach", "cat"}
    assert (report.changed, report.unchanged) == (("dog",), ())
    assert LabelLine("dog", ("my dog Rex",), "Animals", "kind", 0.95) in labels.lines()
    again = labels.import_lines(labels.lines())
    assert (again.created, again.changed, len(again.unchanged)) == ((), (), 4)
    changes.undo()
    assert [line.parent for line in labels.lines()] == [""]


def test_a_list_may_turn_parents_round_but_not_close_a_cycle(labels: Labels) -> None:
    labels.import_lines([LabelLine("a", parent="b"), LabelLine("b")])
    labels.import_lines([LabelLine("b", parent="a"), LabelLine("a", parent="c")])
    assert {x.name: x.parent for x in labels.lines()} == {"a": "c", "b": "a", "c": ""}
    before = labels.lines()
    with pytest.raises(LabelError, match="which lies below it itself"):
        labels.import_lines([LabelLine("new"), LabelLine("c", parent="b")])
    assert labels.lines() == before


def test_examples_are_accepted_or_looked_at(
    catalog: Catalog, labels: Labels, tmp_path: Path, photo_ids: list[int]
) -> None:
    dog = labels.define("dog")
    known, elsewhere = Path("/photos/b.jpg"), tmp_path / "b.jpg"
    report = labels.give_examples(dog, [known, elsewhere, tmp_path / "b.txt", elsewhere])
    assert (report.accepted, report.pictures) == (1, 1)
    assert "b.txt can't be read" in report.refused[0]
    [(label_id, vector, feature)] = catalog.labels.picture_features(model(catalog))
    assert (label_id, vector.tolist(), feature.shape) == (dog, [1, 0.5], (4,))
    with pytest.raises(PhotoUnreadableError):
        labels.add_pictures(dog, [tmp_path / "c.jpg", tmp_path / "b.txt"])
    assert labels.cards()[0].pictures == (elsewhere,)
    assert labels.add_pictures(dog, [elsewhere]) is None
    assert labels.cards()[0].accepted == 2


def test_a_new_model_looks_at_the_pictures_too(
    catalog: Catalog, labels: Labels, tmp_path: Path
) -> None:
    from photoapp.library.labels.deciding import Deciding
    from photoapp.library.labels.examples import Examples

    dog = labels.define("dog")
    there, no_photo = tmp_path / "there.jpg", tmp_path / "no photo.txt"
    there.touch()
    no_photo.touch()
    labels.add_pictures(dog, [there, Path("/else/gone.jpg")])
    catalog.labels.add_picture(dog, no_photo)
    new = model(catalog, "new")
    changes = Changes()
    active = _Active(new)
    examples = Examples(catalog, active, changes, Deciding(catalog, active, changes))
    catalog.labels.settled([dog])
    assert examples.look_at_missing() == 1
    assert catalog.labels.stale() == [dog]
    assert len(catalog.labels.picture_features(new)) == 1
    assert examples.look_at_missing() == 0


def test_smart_albums_ask_for_the_new_name_of_a_label(
    catalog: Catalog, changes: Changes, labels: Labels
) -> None:
    dog = labels.define("dog")
    asked = 'tag:Dog label:dog suggested:dog label:"hot dog" snow'
    album = catalog.albums.create("Dogs", asked)
    other = catalog.albums.create("Odd", "rating:many")  # of another photoapp

    labels.change(dog, name="big hound")

    queries = {each.id: each.query for each in catalog.albums.all()}
    assert queries == {
        album: 'snow tag:"big hound" label:"big hound" label:"hot dog" suggested:"big hound"',
        other: "rating:many",
    }
    changes.undo()
    assert {each.id: each.query for each in catalog.albums.all()}[album] == asked
    changes.redo()
    assert {each.id: each.query for each in catalog.albums.all()} == queries


def test_photos_that_were_given_a_label_last_come_first(
    labels: Labels, photo_ids: list[int]
) -> None:
    dog = labels.define("dog")  # the file of the first photo says so
    labels.accept(dog, photo_ids[2:])
    assert labels.accepted(dog, 10) == [photo_ids[2], photo_ids[0]]
    assert labels.accepted(dog, 1) == photo_ids[2:]
