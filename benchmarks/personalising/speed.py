"""How long it takes to fit and to activate, in a library that has seen all its photos."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.made_up_library import make
from benchmarks.personalising.bench import Bench, Setting, home, write_captions
from benchmarks.personalising.eyes import Eyes
from benchmarks.personalising.results import Bar, Line
from photoapp.encoders import Floats
from photoapp.evaluation import CaptionedPhoto, read_captions
from photoapp.library import Library
from photoapp.paths import app_paths

_CAPTIONED, _PHOTOS = 2000, 20_000
_FIT, _ACTIVATE = Bar(most=300), Bar(most=10)
# Photos of the same things, but never twice the same.
_NOISE = 0.1


def speed(setting: Setting) -> Iterator[Line | str]:
    """Personalise on the captions of a made-up library, whose photos have features of real ones."""
    eyes = Eyes(setting.work)
    captioned = _captioned(setting)
    with home(setting) as place:
        file = _made(setting, place, eyes, captioned)
        with closing(Library(app_paths(place))) as library:
            bench = Bench(setting, library, eyes)
            for seed in range(setting.seeds):
                yield from _timed(bench, file, seed)


def _timed(bench: Bench, file: Path, seed: int) -> Iterator[Line | str]:
    personal, trial = bench.library.personal, f"seed {seed}"
    wish = replace(bench.setting.wish, captions_file=file, seed=seed)
    expected = personal.estimate(wish).seconds
    began = time.perf_counter()
    ran = bench.carry_out(personal.prepare(wish))
    taken = time.perf_counter() - began
    yield f"{ran.note(trial)} Expected were {expected:.0f} s."
    yield Line(trial, "seconds to fit", taken, bar=_FIT)
    if ran.report:
        yield Line(trial, "peak memory of the fit, GB", ran.report.cost.peak_bytes / 1e9)
    if ran.state.state != "done":
        yield f"{trial}: what was refused can't be activated; benchmarks.activation times that."
        return
    began = time.perf_counter()
    done = personal.activate(ran.run)
    taken = time.perf_counter() - began
    yield f"{trial}: {done.photos} vectors made, switched: {done.switched}, left: {done.left}."
    yield Line(trial, "seconds to activate", taken, bar=_ACTIVATE)
    began = time.perf_counter()
    personal.rollback()
    yield Line(trial, "seconds to go back", time.perf_counter() - began)


def _captioned(setting: Setting) -> list[CaptionedPhoto]:
    """Return captioned photos, those first of which the starter has something to learn."""
    folders = ("aerial", "captioned")
    every = [p for f in folders for p in read_captions(setting.shared / f / "captions.jsonl")]
    return every[: setting.photos or _CAPTIONED]


def _made(setting: Setting, place: Path, eyes: Eyes, captioned: list[CaptionedPhoto]) -> Path:
    """Make a library whose first photos are the captioned ones; return the file of captions."""
    file = place.with_name(f"{place.name}-captions.jsonl")
    count = max(setting.others or _PHOTOS, len(captioned))
    paths = app_paths(place)
    if not paths.catalog.exists():
        make(place, count, features=True)
    kept, known = eyes.readable(captioned)
    with closing(sqlite3.connect(paths.catalog)) as connection, connection:
        _lay_features(connection, _filled(known, count))
        files = connection.execute(
            "SELECT root.path || '/' || file.path FROM file JOIN root ON root.id = file.root_id"
            " WHERE photo_id <= ? ORDER BY photo_id",
            (len(kept),),
        ).fetchall()
    named = [replace(photo, path=Path(path)) for photo, (path,) in zip(kept, files, strict=True)]
    write_captions(file, named)
    return file


def _filled(known: Floats, count: int) -> Floats:
    """Return features of ``count`` photos: those that are known, and others like them."""
    random = np.random.default_rng(8)
    like = known[random.integers(len(known), size=count - len(known))]
    noise = random.normal(1, _NOISE, like.shape).astype(np.float32)
    return np.concatenate([known, like * noise])


def _lay_features(connection: sqlite3.Connection, features: Floats) -> None:
    connection.executemany(
        "UPDATE feature SET feature = ? WHERE sequence = ?",
        ((row.astype("<f2").tobytes(), n) for n, row in enumerate(features, 1)),
    )
