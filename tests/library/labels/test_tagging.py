"""Suggestions follow decisions, labels and photos, whoever changes them, and nothing else."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photoapp.encoders import Floats
from photoapp.errors import LabelError, WorkerUnavailableError
from photoapp.library.labels import scored_labels
from photoapp.tagging import scoring
from photoapp.tagging.scoring import Scores
from photoapp.tagging.space import Places

from .made_up import Album, Meanwhile, Model, Stopped

_PRECISION = 0.7  # few photos tell little


def _label(album: Album, name: str, phrases: Sequence[str] = (), group: str = "") -> int:
    return album.labels.define(name, phrases, group=group, precision=_PRECISION)


def _chances(album: Album, label_id: int) -> dict[int, float]:
    return {c.photo_id: c.chance for c in album.labels.queue(label_id, 10_000)}


def _suggestions(album: Album) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = {}
    for photo_id, made in album.labels.suggestions(album.shows).items():
        for suggestion in made:
            found.setdefault(suggestion.label_id, {})[photo_id] = suggestion.chance
    return found


def _said(album: Album) -> list[tuple[object, ...]]:
    rows = album.catalog.database.connection().execute("SELECT * FROM tag ORDER BY 1, 2, 3")
    said = album.catalog.database.connection().execute("SELECT * FROM person_keyword ORDER BY 1, 2")
    return [tuple(row) for row in (*rows, *said)]


def test_what_shows_a_label_is_suggested(full: Album) -> None:
    assert not full.labels.stale()
    dog = _label(full, "dog")
    assert full.labels.stale()
    report = full.labels.settle()
    assert not full.labels.stale()
    assert full.suggested(dog) == set(full.of("dog"))
    assert (report.labels, report.photos) == (1, len(full.shows))
    assert (report.suggested, report.new, report.gone) == (12, 12, 0)
    again = full.labels.settle()
    assert (again.suggested, again.new, again.gone) == (12, 0, 0)
    [made] = full.labels.suggestions(full.of("dog")[:1]).values()
    assert (made[0].name, made[0].model) == ("dog", "knowing")


def test_rejected_photos_are_never_suggested_again(full: Album) -> None:
    dog = _label(full, "dog")
    full.labels.settle()
    rejected = full.of("dog")[:3]
    full.labels.reject(dog, rejected)
    full.labels.settle()
    full.put("dog", 4)
    assert full.labels.stale()
    full.labels.settle()
    with full.again() as again:
        for album in (full, again):
            album.catalog.labels.mark_stale([dog])
            album.labels.settle()
            assert not album.suggested(dog) & set(rejected)
            assert not _chances(album, dog).keys() & set(rejected)


def test_accepted_photos_are_tags_and_no_suggestions(full: Album) -> None:
    dog = _label(full, "dog")
    full.labels.settle()
    accepted = full.of("dog")[:4]
    full.labels.accept(dog, accepted)
    said = _said(full)
    full.labels.settle()
    assert _said(full) == said
    assert full.suggested(dog) == set(full.of("dog")[4:])
    assert not _chances(full, dog).keys() & set(accepted)
    assert full.labels.reliability(dog).decisions == 4


def test_decisions_teach_what_words_did_not_say(full: Album) -> None:
    label = _label(full, "Rex")
    full.labels.settle()
    assert full.suggested(label) == set()
    full.labels.accept(label, full.of("dog")[:4])
    full.labels.settle()
    likeliest = sorted(_chances(full, label).items(), key=lambda each: -each[1])[:8]
    assert {photo_id for photo_id, _ in likeliest} == set(full.of("dog")[4:])
    full.labels.forget(label, full.of("dog"))
    full.labels.settle()
    assert max(_chances(full, label).values()) < 0.5


def test_example_pictures_teach_as_well(full: Album) -> None:
    label = _label(full, "Rex")
    before = _chances(full, label)
    full.labels.add_pictures(label, [Path("/elsewhere/sea.jpg")])
    full.labels.settle()
    after = _chances(full, label)
    risen = sorted(after, key=lambda i: before.get(i, 0) - after[i])[:12]
    assert len(set(risen) & set(full.of("sea"))) > 10
    full.labels.remove_pictures(label, [Path("/elsewhere/sea.jpg")])
    full.labels.settle()
    assert _chances(full, label) == pytest.approx(before, abs=0.01)


@pytest.mark.parametrize("pictures", [1, 2])
def test_an_example_is_thought_of_as_photos_of_the_library_are(
    full: Album, monkeypatch: pytest.MonkeyPatch, pictures: int
) -> None:
    guessed: list[Floats] = []

    def score(places: Places, guesses: Floats, *others: Any) -> Scores:
        guessed.append(guesses)
        return scoring.score(places, guesses, *others)

    label = _label(full, "dog")
    monkeypatch.setattr(scored_labels, "score", score)
    full.labels.add_pictures(label, [Path(f"/{number}/dog.jpg") for number in range(pictures)])
    full.labels.settle()
    [guesses] = guessed
    photos, examples = guesses[: len(full.shows)], guesses[len(full.shows) :]
    dogs = photos[np.array(full.of("dog")) - 1]
    assert (dogs.min() < examples).all()
    assert (examples < dogs.max()).all()
    assert len(examples) == pictures


def test_all_labels_at_once_are_as_reliable_as_one_by_one(full: Album) -> None:
    labels = [_label(full, name) for name in ("dog", "sea", "Rex")]
    full.labels.settle()
    full.labels.accept(labels[0], full.of("dog")[:4])
    told = full.labels.reliabilities()
    assert told == {label_id: full.labels.reliability(label_id) for label_id in labels}
    assert [told[label_id].decisions for label_id in labels] == [4, 0, 0]


def test_of_a_group_the_likeliest_is_suggested_alone(full: Album) -> None:
    labels = {name: _label(full, name, group="what") for name in ("dog", "cat", "sea")}
    full.labels.settle()
    made = [full.suggested(label_id) for label_id in labels.values()]
    assert sum(map(len, made)) == len(set().union(*made)) > 0
    full.labels.accept(labels["cat"], full.of("dog")[:2])
    full.labels.settle()
    for label_id in labels.values():
        assert not full.suggested(label_id) & set(full.of("dog")[:2])
        assert not _chances(full, label_id).keys() & set(full.of("dog")[:2])


def test_what_is_ruled_out_leaves_its_place_to_the_others_of_a_group(
    full: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    def score(_places: Places, guesses: Floats, *_others: object) -> Scores:
        logits = np.tile(np.array([1.5, 2], np.float32), (len(guesses), 1))
        return Scores(logits, np.full_like(logits, np.nan), (None, None))

    monkeypatch.setattr(scored_labels, "score", score)
    cat, dog = (_label(full, name, group="Pets") for name in ("cat", "dog"))
    full.labels.settle()
    assert full.suggested(cat) == set()
    one, *_ = full.of("cat")
    full.labels.reject(dog, [one])
    full.labels.settle()
    assert full.suggested(cat) == {one}


def test_the_likeliest_label_is_told_of_each_photo_and_group(full: Album) -> None:
    assert full.labels.likeliest() == []
    dog, cat = (_label(full, name, group="Pets") for name in ("dog", "cat"))
    _label(full, "sea")
    full.labels.settle()
    accepted, rejected, free = full.of("dog")[:3]
    full.labels.accept(cat, [accepted])
    full.labels.reject(dog, [rejected])
    told = {(each.photo_id, each.group): each for each in full.labels.likeliest()}
    assert len(told) == 2 * len(full.shows)
    assert (told[accepted, "Pets"].label, told[accepted, "Pets"].chance) == ("cat", 1)
    assert told[rejected, "Pets"].label == "cat"
    assert told[free, "Pets"].label == "dog"
    assert told[free, ""].label == "sea"


def test_the_queue_holds_what_waits_to_be_decided(full: Album) -> None:
    dog = _label(full, "dog")
    full.labels.settle()
    queue = full.labels.queue(dog, 10)
    assert len(queue) == 10 < len(full.labels.queue(dog, 100))
    assert all(each.suggested == (each.photo_id in full.suggested(dog)) for each in queue)
    first = queue[0].photo_id
    full.labels.reject(dog, [first])
    assert first not in _chances(full, dog)  # not even before it is settled
    full.labels.delete([dog])
    for refused in (full.labels.queue, full.labels.reliability):
        with pytest.raises(LabelError, match="not there any more"):
            refused(dog)


def test_the_queue_is_as_sure_as_the_suggestions_that_people_see(full: Album) -> None:
    dog = _label(full, "dog")
    full.labels.settle()
    with full.catalog.database.transaction() as connection:  # as little as is not written anew
        connection.execute("UPDATE suggestion SET chance = chance - 0.00412345")
    suggested = _suggestions(full)[dog]
    queued = {i: chance for i, chance in _chances(full, dog).items() if i in suggested}
    assert queued == suggested


def test_a_library_without_photos_or_labels_has_nothing_to_suggest(album: Album) -> None:
    assert not album.labels.stale()
    assert album.labels.settle().suggested == 0
    dog = _label(album, "dog")
    album.labels.add_pictures(dog, [Path("/elsewhere/dog.jpg")])
    assert album.labels.settle().photos == 0
    assert not album.labels.stale()
    assert album.labels.queue(dog) == []
    assert album.labels.likeliest() == []
    told = album.labels.reliability(dog)
    assert (told.asked, told.threshold, told.recall) == (_PRECISION, None, None)
    [only] = album.put("dog", 1)
    assert album.labels.stale()
    assert album.labels.settle().photos == 1
    assert [each.photo_id for each in album.labels.queue(dog)] == [only]


def test_a_decision_made_meanwhile_is_not_forgotten(full: Album) -> None:
    dog = _label(full, "dog")
    rejected = full.of("dog")[0]
    full.labels.settle()
    for at in (3, 4):  # before the label is scored, and before its suggestions are written
        full.labels.forget(dog, [rejected])
        full.catalog.labels.mark_stale([dog])
        full.labels.settle(Meanwhile(lambda: full.labels.reject(dog, [rejected]), at))
        assert rejected not in full.suggested(dog)
        assert full.labels.stale()
        full.labels.settle()
        assert not full.labels.stale()


def test_a_label_deleted_meanwhile_harms_nothing(full: Album) -> None:
    for at in (1, 2, 3):
        dog, cat = _label(full, "dog"), _label(full, "cat")
        full.labels.settle(Meanwhile(partial(full.labels.delete, [cat]), at))
        full.labels.settle()
        assert full.catalog.suggestions.counts() == {dog: 12}
        full.labels.delete([dog])


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_what_is_stopped_or_killed_is_taken_up_again(full: Album, at: int) -> None:
    for name in ("dog", "cat"):
        _label(full, name)
    expected = {12}

    def kill() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        full.labels.settle(Meanwhile(kill, at))
    stop = threading.Event()
    stop.set()
    with full.again() as again:  # the process that was killed knows nothing any more
        assert again.labels.stale()
        assert again.labels.settle(stop).new == 0
        assert again.labels.stale()
        again.labels.settle()
        assert not again.labels.stale()
        assert set(again.catalog.suggestions.counts().values()) == expected
    full.catalog.labels.mark_stale(list(full.catalog.suggestions.counts()))
    full.labels.settle(Stopped(at))
    assert full.labels.stale()
    full.labels.settle()
    assert not full.labels.stale()
    assert set(full.catalog.suggestions.counts().values()) == expected


def test_words_that_can_not_be_read_just_now_are_read_later(
    full: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_model: Model, _texts: Sequence[str]) -> None:
        raise WorkerUnavailableError("The model does not answer; try again.")

    dog = _label(full, "dog")
    with monkeypatch.context() as patched:
        patched.setattr(Model, "encode_texts", broken)
        with full.again() as again, pytest.raises(WorkerUnavailableError):
            again.labels.settle()
    assert full.labels.stale()
    full.labels.settle()
    assert len(full.suggested(dog)) == 12


def test_a_photo_whose_file_is_gone_is_not_suggested_until_it_is_back(full: Album) -> None:
    dog = _label(full, "dog")
    full.labels.settle()
    lost = full.of("dog")[0]
    [path] = full.catalog.files.paths_of(lost)
    full.lose(lost)
    full.labels.settle()
    assert full.suggested(dog) == set(full.of("dog")[1:])
    assert lost not in _chances(full, dog)
    assert lost not in {each.photo_id for each in full.labels.likeliest()}
    full.find(path)
    full.labels.settle()
    assert full.suggested(dog) == set(full.of("dog"))


def test_another_model_has_its_own_suggestions(full: Album) -> None:
    knowing = full.active.serving().number
    dog = _label(full, "dog")
    full.labels.settle()
    mistaken = full.serve(Model("mistaken", {"dog": "cat", "cat": "dog"}))
    assert full.suggested(dog) == set()
    full.look(list(full.shows))
    assert full.labels.stale()
    full.labels.settle()
    assert full.suggested(dog) == set(full.of("cat"))
    full.labels.reject(dog, full.of("dog")[:1])
    full.labels.settle()
    full.catalog.generations.serve(knowing)
    assert full.labels.stale()
    full.labels.settle()
    assert full.suggested(dog) == set(full.of("dog")[1:])
    full.catalog.generations.serve(mistaken)
    assert full.labels.stale()


def _say_it_in_words(album: Album) -> None:
    album.labels.change(album.labels.named("cat").id, phrases=["cat"])
    album.labels.change(album.labels.named("dog").id, phrases=["hill at the sea", "sea"])


def _leave_the_group(album: Album) -> None:
    album.labels.change(album.labels.named("dog").id, group="")


def _join_the_group(album: Album) -> None:
    album.labels.change(album.labels.named("hill").id, group="what")


def _delete(album: Album) -> None:
    album.labels.delete([album.labels.named("cat").id])


def _decide(album: Album) -> None:
    album.labels.accept(album.labels.named("dog").id, album.of("hill")[:3])
    album.labels.reject(album.labels.named("cat").id, album.of("cat")[:2])


def _ask_for_more(album: Album) -> None:
    album.labels.change(album.labels.named("sea").id, precision=0.95)


def _add_photos(album: Album) -> None:
    album.put("dog", 3)
    album.look(album.of("cat")[:1])


def _give_a_keyword(album: Album) -> None:
    album.catalog.keywords.give(album.of("sea")[:3], ["DOG"])


_ACTS = (
    _decide, _say_it_in_words, _leave_the_group, _join_the_group, _ask_for_more, _add_photos,
    _give_a_keyword, _delete,
)  # fmt: skip


@pytest.mark.parametrize("elsewhere", [False, True])
def test_changes_are_followed_as_if_all_were_worked_out_anew(full: Album, elsewhere: bool) -> None:
    """``elsewhere``: another process makes the changes, and settles them."""
    for name in ("dog", "cat", "sea"):
        _label(full, name, group="what")
    _label(full, "hill")
    full.labels.settle()
    with full.again() as other:
        for act in _ACTS:
            act(other if elsewhere else full)
            assert full.labels.stale(), act.__name__
            (other if elsewhere else full).labels.settle()
            assert not full.labels.stale()
            _assert_is_level(full, act.__name__)


def _assert_is_level(album: Album, act: str) -> None:
    ids = [label.id for label in album.catalog.labels.all()]
    followed, made = {i: _chances(album, i) for i in ids}, _suggestions(album)
    with album.again() as fresh:
        fresh.catalog.labels.mark_stale(ids)
        fresh.labels.settle()
        anew = {i: _chances(fresh, i) for i in ids}
        assert followed == {i: pytest.approx(anew[i], abs=0.02) for i in ids}, act
        assert made.keys() == _suggestions(fresh).keys(), act
        for label_id, chances in _suggestions(fresh).items():
            same = [photo in made[label_id] for photo in chances]
            assert np.mean(same) > 0.9, act


def test_a_new_name_is_a_new_meaning(full: Album) -> None:
    label = _label(full, "dog")
    full.labels.settle()
    full.labels.change(label, name="hill")
    full.labels.settle()
    assert full.suggested(label) == set(full.of("hill"))


def test_who_accepts_a_label_has_said_what_it_lies_below(full: Album) -> None:
    animal = _label(full, "cat")
    dog = full.labels.define("tabby", parent=animal)
    shown = full.of("cat")
    full.labels.settle()
    assert set(shown[:2]) <= set(full.suggested(animal))
    full.labels.accept(dog, shown[:2])
    full.labels.reject(animal, shown[2:3])
    full.labels.accept(dog, shown[2:3])
    full.labels.settle()
    assert not set(shown[:3]) & set(full.suggested(animal))
    full.labels.forget(dog, shown[:1])
    full.labels.settle()
    assert shown[0] in full.suggested(animal)
