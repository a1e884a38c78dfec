"""What names look like, and whether they are found on photos that they were not learned from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from photoapp.encoders import Floats
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.personal.names import Names
from photoapp.encoders.personal.words import read_words
from trainer.methods import HeldOutPart, View
from trainer.names import Named, Photos, bind, left_out, luck, prove
from trainer.names.doubting import told

FEATURE_DIM, EACH, OTHERS = 48, 4, 60
RANDOM = np.random.default_rng(4)
CAT, SHED, NOTHING = RANDOM.normal(size=(3, FEATURE_DIM))
_WORDS = normalise(RANDOM.normal(size=(1, 8)).astype(np.float32))


@dataclass(frozen=True)
class Blind:
    """A model whose vectors say nothing: names alone tell photos apart."""

    def vectors(self, features: Floats, names: Names | None) -> Floats:
        start = np.repeat(_WORDS, len(features), axis=0)
        return names.images(features, start) if names else start

    def words(self, texts: Sequence[str], names: Names | None) -> Floats:
        return read_words(lambda some: np.repeat(_WORDS, len(some), axis=0), texts, names)


def _photos(*, noise: float = 0.3) -> Photos:
    """Four of a cat, four of a shed, four that have nothing in common."""
    random = np.random.default_rng(5)
    looks = np.repeat([CAT, SHED, 0 * NOTHING], EACH, axis=0)
    own = random.normal(size=looks.shape) * np.repeat([noise, noise, 1.0], EACH)[:, None]
    others = random.normal(size=(OTHERS, FEATURE_DIM))
    apart = np.arange(len(looks))
    return Photos((looks + own).astype(np.float32), others.astype(np.float32), apart)


def _named(*, asked: bool = False) -> list[Named]:
    rows = np.arange(3 * EACH).reshape(3, EACH).tolist()
    return [
        Named("Mimi", tuple(rows[0]), asked=False),
        Named("the shed", tuple(rows[1]), asked=False),
        Named("summer", tuple(rows[2]), asked=asked),
    ]


def _bound(named: Sequence[Named], photos: Photos) -> Names:
    return bind(named, photos.captioned, photos.others)


def test_what_can_be_told_by_its_looks_is_a_name_and_the_rest_is_not() -> None:
    photos, named = _photos(), _named()
    kept = prove(named, _bound(named, photos), photos, Blind())
    assert [name.name for name in kept] == ["Mimi", "the shed"]
    own = left_out(kept, _bound(kept, photos), photos, Blind())
    assert len(own) == EACH
    assert all(set(part.texts) == {"Mimi", "the shed"} for part in own)
    for part in own:
        scores = part.after.texts @ part.after.images.T
        assert scores.argmax(1).tolist() == [texts[0] for texts in part.captions] == [0, 1]


def test_what_was_asked_for_stays_a_name() -> None:
    photos, named = _photos(), _named(asked=True)
    assert prove(named, _bound(named, photos), photos, Blind()) == named


def test_of_many_names_that_mean_nothing_luck_keeps_none() -> None:
    random = np.random.default_rng(6)
    features = random.normal(size=(120, FEATURE_DIM)).astype(np.float32)
    others = random.normal(size=(OTHERS, FEATURE_DIM)).astype(np.float32)
    photos = Photos(features, others, np.arange(120))
    named = [Named(f"name {row}", (row, row + 60), asked=False) for row in range(60)]
    assert prove(named, _bound(named, photos), photos, Blind()) == []
    parts = left_out(named, _bound(named, photos), photos, Blind())
    # Though some are found by both of their photos.
    places = np.array([_place(part, name) for name in range(60) for part in parts]).reshape(60, 2)
    assert (np.median(places, axis=1) <= 10).any()


def test_captioned_photos_that_are_all_of_one_kind_are_not_told_apart_by_that_kind() -> None:
    """Photos from the air among everyday ones, and names given to any of them."""
    random = np.random.default_rng(8)
    features = (1.5 * CAT + random.normal(size=(120, FEATURE_DIM))).astype(np.float32)
    others = random.normal(size=(600, FEATURE_DIM)).astype(np.float32)
    photos = Photos(features, others, np.arange(120))
    drawn = random.permutation(120)[:100].reshape(25, 4).tolist()
    named = [Named(f"name {row}", tuple(rows), asked=False) for row, rows in enumerate(drawn)]
    assert prove(named, _bound(named, photos), photos, Blind()) == []


def test_a_name_is_told_among_captioned_photos_of_its_kind() -> None:
    random = np.random.default_rng(9)
    features = 1.5 * CAT + random.normal(size=(120, FEATURE_DIM))
    features[:3] = 1.5 * CAT + SHED + 0.3 * random.normal(size=(3, FEATURE_DIM))
    others = random.normal(size=(600, FEATURE_DIM)).astype(np.float32)
    photos = Photos(features.astype(np.float32), others, np.arange(120))
    named = [Named("the shed", (0, 1, 2), asked=False)]
    assert prove(named, _bound(named, photos), photos, Blind()) == named


def test_luck_is_as_rare_as_it_says_of_photos_drawn_blindly() -> None:
    random = np.random.default_rng(7)
    features = normalise(random.normal(size=(300, 24)).astype(np.float32))
    alike = features @ features.T
    said = np.array(
        [luck(_places_of(random.choice(300, 3, replace=False), alike)) for _ in range(800)]
    )
    assert (said <= 0.05).mean() < 0.07
    assert (said <= 0.005).mean() < 0.01
    assert luck([0.01, 0.01, 0.01]) < 0.002 < luck([0.01, 0.01, 0.9])
    assert luck([0.3]) == 0.3
    assert luck([1.0, 1.0]) == 1


def _places_of(rows: np.ndarray, alike: Floats) -> list[float]:
    """Return at which share of all photos each of some is found by the others of them."""
    strangers = np.setdiff1d(np.arange(len(alike)), rows)
    found = []
    for row in rows:
        near = alike[:, np.setdiff1d(rows, row)].sum(1)
        found.append((1 + (near[strangers] >= near[row]).sum()) / (1 + len(strangers)))
    return found


def _place(part: HeldOutPart, text: int) -> int:
    scores = part.after.images @ part.after.texts[text]
    return int((scores >= scores[text]).sum())


def test_each_photo_is_left_out_once() -> None:
    photos, named = _photos(), _named()
    parts = left_out(named, _bound(named, photos), photos, Blind())
    assert sorted(row for part in parts for row in part.rows) == list(range(3 * EACH))
    assert all(len(part.after.images) == 3 + OTHERS for part in parts)


def test_photos_of_one_burst_prove_nothing_and_those_of_two_do_once_each() -> None:
    photos, named = _photos(), _named()
    mimi, shed, summer = np.zeros(EACH), [1, 1, 2, 2], 3 + np.arange(EACH)
    groups = np.concatenate([mimi, shed, summer]).astype(np.int64)
    photos = replace(photos, groups=groups)
    kept = prove(named, _bound(named, photos), photos, Blind())
    assert [name.name for name in kept] == ["Mimi", "the shed"]
    parts = left_out(kept, _bound(named, photos), photos, Blind())
    assert [row for part in parts for row in part.rows] == [EACH, EACH + 2]
    rest = photos.captioned[[EACH + 2, EACH + 3]]
    looks = normalise(_bound(named, photos).looks_of(rest).mean(0, keepdims=True))[0]
    np.testing.assert_allclose(parts[0].after.texts[0][8:], looks, atol=1e-6)


def test_a_photo_that_is_left_out_has_no_say_in_how_it_is_sought() -> None:
    photos, named = _photos(), _named()
    names = _bound(named, photos)
    captioned = photos.captioned.copy()
    captioned[0] *= -3
    before = left_out(named, names, photos, Blind())
    after = left_out(named, names, replace(photos, captioned=captioned), Blind())
    (without, without_then), *others = zip(before, after, strict=True)
    assert without.rows[0] == 0
    np.testing.assert_allclose(without_then.after.texts, without.after.texts, atol=1e-6)
    assert all(np.abs(a.after.texts[0] - b.after.texts[0]).max() > 0.01 for a, b in others)


def test_one_photo_is_enough_to_bind_and_not_to_prove() -> None:
    photos = _photos()
    named = [Named("Mimi", (0,), asked=True)]
    names = _bound(named, photos)
    assert prove(named, names, photos, Blind()) == named
    assert left_out(named, names, photos, Blind()) == []
    scores = Blind().words(["mimi"], names) @ Blind().vectors(photos.captioned, names).T
    assert set(np.argsort(-scores[0])[:EACH]) == set(range(EACH))


def test_what_is_found_among_few_photos_may_be_luck() -> None:
    """Names have different numbers of photos, so that later parts are smaller."""
    assert told([_found_first(300)] * 2, [np.zeros(1)] * 2) == {"Mimi"}
    assert told([_found_first(300), _found_first(10)], [np.zeros(1)] * 2) == set()


def _found_first(among: int) -> HeldOutPart:
    """Return a photo of one name that is found before all others."""
    images = np.eye(among, dtype=np.float32)
    view = View(images, images[:1])
    return HeldOutPart("names", [[0]], ["Mimi"], view, view, np.array([0]))


def test_photos_that_are_all_alike_are_survived() -> None:
    features = np.ones((4, FEATURE_DIM), np.float32)
    named = [Named("Mimi", (0, 1), asked=True)]
    names = bind(named, features, features)
    assert np.isfinite(names.looks).all()
    assert np.isfinite(names.images(features, np.repeat(_WORDS, 4, axis=0))).all()
