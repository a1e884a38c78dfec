"""Everyday captions: a starter made of half of them, personalised on the other half."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.personalising.bench import Bench
from benchmarks.personalising.eyes import say
from benchmarks.personalising.measuring import compared, hits_of
from benchmarks.personalising.results import NO_BAR, Bar, Line
from photoapp.encoders import load_encoder
from photoapp.evaluation import CaptionedPhoto
from trainer.recipe import EpochReport, Recipe
from trainer.starter import Listener, StarterRecipe, train_starter

_BARS = {("captioned recall@10", "the shipped"): Bar(keeps=True)}


def everyday(bench: Bench) -> Iterator[Line | str]:
    """Compare the shipped starter, made of all, with a smaller one that learned the rest later."""
    aside = bench.captioned("captioned", "val")
    sets = [bench.found("captioned", aside)]
    whole = hits_of(bench.eyes.starter, sets)
    for seed in range(bench.setting.seeds):
        first, second = _halves(bench, seed)
        name = f"half-{seed}"
        folder = bench.library.paths.models / name
        _make_starter(bench, [*first, *aside], folder)
        half = hits_of(load_encoder(str(folder)), sets)
        ran = bench.train(second, replace(bench.setting.wish, model=name, seed=seed))
        yield ran.note(f"seed {seed}")
        if not ran.report:
            continue
        after = hits_of(ran.encoder(), sets)
        for before, start in ((half, "half of it"), (whole, "the shipped")):
            for line in compared(f"seed {seed}", before, after).values():
                bar = _BARS.get((line.measure, start), NO_BAR)
                yield replace(line, measure=f"{line.measure}, against {start}", bar=bar)


def _halves(bench: Bench, seed: int) -> tuple[list[CaptionedPhoto], list[CaptionedPhoto]]:
    photos = bench.captioned("captioned", "train")
    order = np.random.default_rng(seed).permutation(len(photos))
    most = min(bench.setting.photos or len(photos), len(photos) // 2)
    half = len(photos) // 2
    return [photos[row] for row in order[:most]], [photos[row] for row in order[half:][:most]]


def _make_starter(bench: Bench, photos: Sequence[CaptionedPhoto], folder: Path) -> None:
    epochs = bench.setting.epochs
    recipe = StarterRecipe(recipe=Recipe(epochs=epochs)) if epochs else StarterRecipe()
    listener = Listener(looked=_Counting(len(photos)), trained=_trained)
    report = train_starter(photos, folder, bench.setting.work / "starter", listener, recipe)
    say(f"the half starter's recall@10: {report.after.recall[10].value:.3f}")


class _Counting:
    """Says every hundred photos how many have been looked at."""

    def __init__(self, total: int) -> None:
        self._total = total

    def __call__(self, done: int) -> None:
        if done % 100 == 0:
            say(f"{done} of {self._total} photos looked at")


def _trained(head: int, report: EpochReport) -> None:
    if report.epoch == report.epochs:
        say(f"head {head + 1} is made")
