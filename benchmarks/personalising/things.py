"""Particular things by made-up names: three photos say a name and nothing else."""

import csv
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.personalising.bench import Bench, Ran, write_captions
from benchmarks.personalising.results import NO_BAR, Bar, Line
from photoapp.encoders import Encoder, Floats
from photoapp.errors import TrainingError
from photoapp.evaluation import CaptionedPhoto

_KNOWN = 3
_DEPTH = 5
_BARE, _OUTDOORS = "NAME", "NAME outdoors"
_QUERIES = (_BARE, _OUTDOORS, "a photo of NAME", "NAME on the floor", "NAME in the garden")
_BARS = {_BARE: Bar(least=0.88), _OUTDOORS: Bar(least=0.75)}
_MEAN_OF_SENTENCES = "mean of sentences"
_SYLLABLES = (
    "zo",
    "ri",
    "ba",
    "lu",
    "mek",
    "ta",
    "vo",
    "ni",
    "qua",
    "sh",
    "do",
    "pel",
    "wim",
    "ka",
)


@dataclass(frozen=True)
class Thing:
    """A thing: the photos that its made-up name is bound to, and the others."""

    name: str
    known: Sequence[Path]
    hidden: Sequence[Path]


def things(bench: Bench) -> Iterator[Line | str]:
    """Bind names through the command line, and look for the things' other photos by them."""
    crowd = [*sorted((bench.setting.shared / "library").iterdir())]
    crowd += [photo.path for photo in bench.captioned("captioned")]
    strangers = bench.eyes.features(crowd)
    strangers = strangers[np.isfinite(strangers).all(1)]
    for seed in range(bench.setting.seeds):
        found = _things(bench.setting.shared / "subjects", seed, bench.setting.photos)
        ran = _fit(bench, found, seed)
        yield f"{ran.note(f'seed {seed}')} {_names_kept(ran)}"
        if ran.report:
            yield from _lines(bench, found, strangers, ran.encoder(), f"seed {seed}")


def _things(folder: Path, seed: int, most: int | None) -> list[Thing]:
    photos: dict[str, list[Path]] = defaultdict(list)
    with (folder / "subjects.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            photos[row["subject"]].append(folder / row["file"])
    random = np.random.default_rng(seed)
    made = []
    for name, listed in zip(_made_up_names(len(photos), random), photos.values(), strict=True):
        order = [listed[row] for row in random.permutation(len(listed))]
        made.append(Thing(name, order[:_KNOWN], order[_KNOWN:]))
    return [thing for thing in made[:most] if thing.hidden]


def _made_up_names(count: int, random: np.random.Generator) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(random.choice(_SYLLABLES, 3, replace=False)).capitalize()] = None
    return list(names)


def _fit(bench: Bench, found: Sequence[Thing], seed: int) -> Ran:
    """Call ``photoapp-train fit`` on a file whose captions are the names alone."""
    paths = bench.library.paths
    file = paths.data / f"names-{seed}.jsonl"
    lines = [CaptionedPhoto(path, (thing.name,)) for thing in found for path in thing.known]
    write_captions(file, lines)
    before = _runs(bench)
    command = ["--home", str(paths.data.parent), "fit", str(file), "--seed", str(seed)]
    if bench.setting.epochs:
        command += ["--epochs", str(bench.setting.epochs)]
    program = [sys.executable, "-P", "-m", "photoapp.cli.train"]
    # What it prints is for people, as all that is no result.
    done = subprocess.run([*program, *command], stdout=sys.stderr, check=False)
    if not (new := _runs(bench) - before):
        raise TrainingError(f"photoapp-train fit ended with {done.returncode} and made no run.")
    run = new.pop()
    return bench.ended(run, bench.library.personal.state(run))


def _runs(bench: Bench) -> set[str]:
    return {card.run for card in bench.library.personal.runs()}


def _names_kept(ran: Ran) -> str:
    names = ran.report.verdict.names if ran.report else None
    return f"{names.photos} photos were sought by name." if names else "No name was found."


def _lines(
    bench: Bench, found: Sequence[Thing], strangers: Floats, after: Encoder, trial: str
) -> Iterator[Line]:
    hidden = {thing.name: bench.eyes.features(thing.hidden) for thing in found}
    for place, several in (("", False), (", all things there", True)):
        models = (bench.eyes.starter, after)
        old, new = (_shares(model, hidden, strangers, several=several) for model in models)
        for query, share in new.items():
            bar = NO_BAR if several else _BARS.get(query, NO_BAR)
            yield Line(trial, f"{query}{place}", share, old[query], bar=bar)


def _shares(
    encoder: Encoder, hidden: Mapping[str, Floats], strangers: Floats, *, several: bool
) -> dict[str, float]:
    """Return by query the mean share of a thing's photos that are among the first five.

    They are hidden among ``strangers`` and, where ``several`` are there at once, the photos of the
    other things.
    """
    crowd = encoder.project_features(strangers)
    own = {name: encoder.project_features(features) for name, features in hidden.items()}
    shares: dict[str, float] = {}
    for query in _QUERIES:
        said = encoder.encode_texts([query.replace("NAME", name) for name in own])
        found = [
            _share(words, images, [crowd, *_rest(own, name, several=several)])
            for words, (name, images) in zip(said, own.items(), strict=True)
        ]
        shares[query] = float(np.mean(found))
    sentences = [share for query, share in shares.items() if query != _BARE]
    return shares | {_MEAN_OF_SENTENCES: float(np.mean(sentences))}


def _rest(own: Mapping[str, Floats], name: str, *, several: bool) -> list[Floats]:
    return [images for other, images in own.items() if several and other != name]


def _share(words: Floats, images: Floats, others: Sequence[Floats]) -> float:
    """Return recall@5, of the most that can be; who scores the same stands before."""
    best = np.sort(np.concatenate(others) @ words)[::-1]
    ranks = [
        1 + np.count_nonzero(best >= score) + place
        for place, score in enumerate(np.sort(images @ words)[::-1])
    ]
    return float(np.count_nonzero(np.array(ranks) <= _DEPTH) / min(_DEPTH, len(images)))
