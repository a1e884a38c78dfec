"""The gate lets through what is better on photos that were not seen, and nothing else."""

import re
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from photoapp.encoders import Floats
from tests.trainer.gate.worlds import (
    ORDER,
    fitted,
    general,
    has_learned,
    knows,
    named,
    with_library,
    world,
)
from trainer.gate import Verdict, judge
from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.job.order import Photo
from trainer.methods import Fitted, View


def said(made: Fitted, data: TrainingData) -> Verdict:
    return judge(made, data, ORDER)


def test_a_clear_gain_on_sixty_captions_passes() -> None:
    verdict = said(*world(60, knows(0.2), knows(0.5)))
    assert verdict.better
    assert verdict.reasons == ()
    assert verdict.captions is not None
    assert verdict.captions.gallery == 30
    assert re.fullmatch(
        r"On 60 captions it had not seen, the new model finds the photo first 8\d times of 100, "
        r"before 2\d times \(sought among 30 photos\)\.",
        verdict.sentence,
    )


def test_what_is_equal_is_refused() -> None:
    verdict = said(*world(60, knows(0.4), knows(0.4)))
    assert not verdict.better
    assert "is not surely better" in verdict.sentence


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_captions_are_refused(seed: int) -> None:
    assert not said(*world(60, knows(0.0), has_learned(0.8, seed), seed=seed)).better


def test_a_model_that_has_come_apart_is_refused() -> None:
    verdict = said(*world(60, knows(0.4), lambda shown, _: np.full_like(shown, np.nan)))
    assert not verdict.better
    assert "is worse" in verdict.sentence


def test_knowing_merely_what_kind_of_photos_there_are_proves_nothing() -> None:
    made, data = world(60, knows(0.0), knows(0.0))
    away = np.full((500, made.held_out[0].before.images.shape[1]), -1.0, np.float32)
    parts = [
        replace(
            part,
            before=View(np.concatenate([part.before.images, -away]), part.before.texts),
            after=View(np.concatenate([part.after.images, away]), part.after.texts),
        )
        for part in made.held_out
    ]
    verdict = said(replace(made, held_out=parts), data)
    assert verdict.captions is not None
    assert verdict.captions.summary.gain.value == 0


def test_too_few_photos_or_kinds_prove_nothing() -> None:
    verdict = said(*world(12, knows(0.0), knows(2.0)))
    assert verdict.reasons == (
        "Only 12 photos with captions could be held out, too few to prove anything; write captions "
        "of at least 8 more.",
    )
    few = [f"thing {i % 6}" for i in range(60)]
    assert "fall into 6 groups" in said(*world(60, knows(0.0), knows(2.0), captions=few)).sentence
    assert "No photo" in said(fitted(), world(4, knows(0), knows(0))[1]).sentence


def test_what_forgets_is_refused_however_much_it_gained() -> None:
    made, data = world(60, knows(0.2), knows(0.6))
    kept = replace(made, general=[general(knows(0.6), knows(0.6))])
    assert said(kept, data).better
    lost = said(replace(made, general=[general(knows(0.6), knows(0.4))]), data)
    assert not lost.better
    assert "has forgotten too much: on everyday photos it keeps" in lost.sentence


def test_what_sees_other_things_in_the_library_is_refused() -> None:
    made, data = world(60, knows(0.2), knows(0.6))
    turned = np.linalg.qr(np.random.default_rng(1).normal(size=(48, 48)))[0].astype(np.float32)
    alike = judge(*with_library(made, data, _barely_changed))
    assert alike.better
    assert 0.8 < alike.agreement < 1
    other = judge(*with_library(made, data, lambda images: images @ turned))
    assert not other.better
    assert "sees the same as before in" in other.sentence
    unknown = judge(*with_library(made, data, lambda images: images @ turned, photos=10))
    assert unknown.better
    assert unknown.agreement == 1


def test_saved_searches_are_shown_before_and_after() -> None:
    made, data, order = with_library(*world(60, knows(0.2), knows(0.6)), np.negative)
    search = judge(made, data, order).searches[0]
    assert (search.name, search.text) == ("Sea", "boats at sea")
    scores = made.library_before.images @ made.library_before.texts[0]
    paths = [f"/photos/{i}.jpg" for i in range(60)] + [f"/library/{i}.jpg" for i in range(120)]
    ordered = [paths[i] for i in np.argsort(-scores)]
    assert search.before == ordered[:12]
    assert search.after == ordered[:-13:-1]


def test_a_name_that_finds_its_photos_passes_without_captions() -> None:
    data = world(4, knows(0), knows(0))[1]
    verdict = said(fitted(names=[named(4, knows(0.0), knows(1.5))]), data)
    assert verdict.better
    assert verdict.sentence.startswith("Sought by name among 204 photos, the right one comes")
    assert not said(fitted(names=[named(4, knows(0.0), knows(0.1))]), data).better
    assert "too few" in said(fitted(names=[named(2, knows(0), knows(2))]), data).sentence


def test_captions_that_gain_do_not_make_up_for_names_that_lose() -> None:
    made, data = world(60, knows(0.2), knows(0.6))
    verdict = said(replace(made, names=[named(12, knows(1.5), knows(0.0))]), data)
    assert not verdict.better
    assert "On 12 photos with a name it had not seen, the new model is worse" in verdict.sentence


def test_captions_that_were_learned_of_other_photos_are_not_asked_for() -> None:
    made, data = world(60, knows(0.2), knows(0.6))
    part = made.held_out[0]
    folds = np.where(data.folds == 0, NEVER_LEARNED, data.folds)
    learned = [Photo(f"/more/{row}.jpg", [f"PHOTO {row}!"]) for row in part.rows[:9]]
    more = TrainingData(
        [*data.photos, *learned],
        np.concatenate([data.features, 1 + data.features[:9]]),
        np.concatenate([folds, np.ones(9, np.int64)]),
    )
    verdict = said(replace(made, held_out=[part]), more)
    assert verdict.captions is not None
    assert verdict.captions.photos == len(part.rows) - 9


def test_examples_are_the_photos_that_moved_most() -> None:
    made, data = world(60, knows(0.3), lambda shown, noise: knows(0.3)(shown, noise) * _half(shown))
    verdict = said(made, data)
    assert 0 < len(verdict.worsened) <= 10
    ratios = [e.rank_after / e.rank_before for e in verdict.worsened]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[-1] > 1
    worst = verdict.worsened[0]
    assert worst.caption == f"photo {worst.photo.removeprefix('/photos/').removesuffix('.jpg')}"
    assert all(e.rank_after < e.rank_before for e in verdict.improved)


def test_a_verdict_can_be_written_and_read() -> None:
    verdict = judge(*with_library(*world(60, knows(0.2), knows(0.6)), np.negative))
    assert msgspec.json.decode(msgspec.json.encode(verdict), type=Verdict) == verdict


def _barely_changed(images: Floats) -> Floats:
    return images + 0.02 * np.random.default_rng(0).normal(size=images.shape).astype(np.float32)


def _half(shown: Floats) -> Floats:
    """Turn every other photo round."""
    return np.where(np.arange(len(shown)) % 2, 1, -1)[:, None].astype(np.float32)
