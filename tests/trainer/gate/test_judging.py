"""The gate lets through what is better on photos that were not seen, and nothing else."""

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from photoapp.encoders import Floats
from tests.trainer.gate.worlds import (
    ORDER,
    general,
    has_learned,
    knows,
    named,
    with_library,
    world,
)
from trainer.gate import Verdict, choose, judge
from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.job.order import Photo
from trainer.methods import Fitted, HeldOutPart, View


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
    assert "(sought among 30 photos); more captions that say" in verdict.sentence


def test_where_all_were_found_before_it_is_said_that_nothing_is_left_to_gain() -> None:
    verdict = said(*world(60, knows(2.0), knows(2.0)))
    assert not verdict.better
    assert "hardly anything left to gain among so few" in verdict.sentence


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
    nothing = replace(world(60, knows(0), knows(2))[0], held_out=[])
    assert "No photo" in said(nothing, world(4, knows(0), knows(0))[1]).sentence


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
    assert unknown.better  # for there is something else to see that by
    assert unknown.agreement == 1


def test_what_may_have_forgotten_anything_is_refused() -> None:
    made, data = world(60, knows(0.2), knows(0.6))
    made = replace(made, general=[])
    few = judge(*with_library(made, data, _barely_changed, photos=49))
    assert not few.better
    assert "takes 50 photos of the library without captions, and 49 are there" in few.sentence
    assert few.sentence.endswith("add 1 photo or more to the library, without captions.")
    assert judge(*with_library(made, data, _barely_changed, photos=50)).better
    of_nothing = replace(made, general=[general(knows(-9.0), knows(-9.0))])
    assert not said(of_nothing, data).better


def test_photos_that_a_model_was_reminded_of_prove_nothing() -> None:
    made, data = world(60, knows(0.2), knows(0.6))
    made = replace(made, general=[])
    turned = np.linalg.qr(np.random.default_rng(1).normal(size=(48, 48)))[0].astype(np.float32)

    def forgot_the_rest(images: Floats) -> Floats:
        kept = np.arange(len(images))[:, None] < len(data) + 100
        return np.where(kept, images, images @ turned)

    made, data, order = with_library(made, data, forgot_the_rest, photos=160)
    assert judge(made, data, order).better
    told = judge(replace(made, reminded=range(100)), data, order)
    assert "sees the same as before in" in told.sentence
    few = judge(replace(made, reminded=range(120)), data, order)
    assert "40 are there to be asked" in few.sentence


def test_photos_that_a_model_could_not_see_say_nothing_of_it() -> None:
    made, data = world(60, knows(0.2), knows(0.6))
    made, data, order = with_library(replace(made, general=[]), data, _barely_changed, photos=60)
    before, after = made.library_before.images, made.library_after.images
    before[-20:] = after[-20:] = np.nan
    assert "40 are there to be asked" in judge(made, data, order).sentence
    shown = judge(made, data, order).searches[0]
    assert not {f"/library/{i}.jpg" for i in range(40, 60)} & {*shown.before, *shown.after}


def test_saved_searches_are_shown_before_and_after() -> None:
    made, data, order = with_library(*world(60, knows(0.2), knows(0.6)), np.negative)
    search = judge(made, data, order).searches[0]
    assert (search.name, search.text) == ("Sea", "boats at sea")
    scores = made.library_before.images @ made.library_before.texts[0]
    paths = [f"/photos/{i}.jpg" for i in range(60)] + [f"/library/{i}.jpg" for i in range(120)]
    ordered = [paths[i] for i in np.argsort(-scores)]
    assert search.before == ordered[:12]
    assert search.after == ordered[:-13:-1]


def names_only(*parts: HeldOutPart) -> Verdict:
    made, data = world(4, knows(0), knows(0))
    return said(replace(made, held_out=[], names=parts), data)


def test_names_that_find_their_photos_pass_without_captions() -> None:
    verdict = names_only(named(4, knows(0.0), knows(1.5)))
    assert verdict.better
    assert verdict.sentence.startswith("Sought by name among 204 photos, the right one comes")
    assert verdict.sentence.endswith(
        "by 1 name on 4 photos; that is no luck, but too few to be sure how often."
    )
    assert not names_only(named(4, knows(0.0), knows(0.1))).better
    assert "too few to prove" in names_only(named(2, knows(0), knows(2))).sentence
    many = names_only(*(named(3, knows(0), knows(2), name=f"name {i}") for i in range(12)))
    assert many.names is not None
    assert (many.names.queries, many.names.photos, many.names.gallery) == (12, 36, 203)
    assert many.sentence.endswith("by 12 names on 36 photos.")


def test_one_name_of_many_that_were_tried_may_be_luck() -> None:
    made, data = world(4, knows(0), knows(0))
    made = replace(made, held_out=[], names=[named(4, knows(0.0), knows(1.5))])
    assert said(replace(made, names_tried=1), data).better
    assert "which may be luck" in said(replace(made, names_tried=1000), data).sentence


def test_names_alone_need_not_show_what_they_have_forgotten() -> None:
    """For what is said without a name finds what it found before."""
    made, data = world(60, knows(0.2), knows(0.6))
    made = replace(made, general=[], names=[named(4, knows(0.0), knows(1.5))])
    alone = replace(made, held_out=[])
    assert said(alone, data).better
    both = replace(made, names_alone=lambda: alone)
    assert "Nothing shows how much" in said(both, data).sentence
    assert choose(both, data, ORDER)[0] is alone


def test_names_do_not_take_along_what_captions_taught() -> None:
    made, data = world(60, knows(0.4), knows(0.4))
    names = [named(4, knows(0.0), knows(1.5))]
    alone = replace(made, bundle=Path("names"), held_out=[], names=names)
    both = replace(made, names=names, names_alone=lambda: alone)
    assert not said(both, data).better
    fitted, verdict = choose(both, data, ORDER)
    assert (fitted, verdict.better) == (alone, True)
    assert verdict.sentence == said(alone, data).sentence
    (why,) = verdict.reasons
    assert why.startswith("The new model has the names alone, without what captions taught: On 60")
    # What was learned of keywords alone has nothing to prove it either.
    assert "No photo with a caption" in said(replace(both, held_out=[]), data).sentence


def test_names_that_prove_nothing_leave_the_verdict_on_captions() -> None:
    made, data = world(60, knows(0.4), knows(0.4))
    alone = replace(made, held_out=[], names=[named(4, knows(0.0), knows(0.0))])
    both = replace(made, names=alone.names, names_alone=lambda: alone)
    fitted, verdict = choose(both, data, ORDER)
    assert fitted is both
    assert verdict == said(both, data)
    better = replace(both, held_out=world(60, knows(0.2), knows(0.6))[0].held_out)
    assert choose(better, data, ORDER)[0] is better


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
