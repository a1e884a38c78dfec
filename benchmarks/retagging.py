"""How long a library takes to follow one decision of a label.

    python -m benchmarks.retagging [--photos 20000] [--labels 100] [--rounds 10] [--at FOLDER]

A made-up library whose photos lie around their labels, half of them around none, each label with
ten decisions; then photos are accepted one by one, and after each the library is retagged
(``Library.labels.settle``): classifiers fitted anew, all photos scored, suggestions written. Once
with labels in no group, once with all in one exclusive group, where each decision concerns all.
"""

import argparse
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.made_up_library import make
from photoapp.encoders import Floats, encode_labels, load_text_encoder
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths
from photoapp.tagging.lists import LabelLine, read_label_list, starter_lists

_DECIDED = 10
_NEAR = 0.5


def label_names(count: int) -> list[str]:
    """Return names of labels that a model knows."""
    known = [line.name for path in starter_lists().values() for line in read_label_list(path)]
    return list(dict.fromkeys(known))[:count]


def make_library(home: Path, photos: int, names: list[str]) -> AppPaths:
    """Make a library of photos; of every two labels' worth of them one shows a label."""
    paths = make(home, photos, features=True)
    said = encode_labels(load_text_encoder().encode_texts, names)
    chance = np.random.default_rng(1)
    with closing(Library(paths, words_here=True)) as library:
        catalog = library._catalog
        rows = (
            catalog.database.connection().execute("SELECT dim, feature_dim FROM model").fetchone()
        )
        centres = chance.standard_normal((len(names), rows["feature_dim"]), dtype=np.float32)
        for first in range(1, photos + 1, 4096):
            numbers = np.arange(first, min(first + 4096, photos + 1))
            for table, around in (("vector", said), ("feature", centres)):
                rows = zip(_around(around, numbers, chance), numbers.tolist(), strict=True)
                with catalog.database.transaction() as connection:
                    connection.executemany(
                        f"UPDATE {table} SET {table} = ? WHERE sequence = ?",
                        [(made.astype("<f2").tobytes(), number) for made, number in rows],
                    )
    return paths


def _around(centres: Floats, numbers: np.ndarray, chance: np.random.Generator) -> Floats:
    made = chance.standard_normal((len(numbers), centres.shape[1])).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    unit = centres / np.linalg.norm(centres, axis=1, keepdims=True)
    shown = numbers % (2 * len(centres))
    near = shown < len(centres)
    made[near] += _NEAR * unit[shown[near]]
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


def measure(paths: AppPaths, names: list[str], group: str, rounds: int) -> tuple[list[float], int]:
    """Return the seconds that each decision took, and how many suggestions there are."""
    with closing(Library(paths, words_here=True)) as library:
        labels = library.labels
        if cards := labels.cards():
            labels.delete([card.label.id for card in cards])
        labels.import_lines([LabelLine(name, group=group) for name in names])
        ids = [labels.named(name).id for name in names]
        for k, label_id in enumerate(ids):
            shown = [k + 2 * len(names) * i for i in range(1, _DECIDED)]
            labels.accept(label_id, shown[: _DECIDED // 2])
            labels.reject(label_id, [n + 1 for n in shown[_DECIDED // 2 :]])
        labels.settle()
        took = []
        for number in range(rounds):
            label_id = ids[number % len(ids)]
            queue = labels.queue(label_id, 1)
            started = time.perf_counter()
            labels.accept(label_id, [c.photo_id for c in queue])
            report = labels.settle()
            took.append(time.perf_counter() - started)
        return took, report.suggested


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--photos", type=int, default=20_000)
    parser.add_argument("--labels", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--at", type=Path, help="where the library is made, and kept")
    arguments = parser.parse_args()
    names = label_names(arguments.labels)
    with tempfile.TemporaryDirectory() as temporary:
        home = arguments.at or Path(temporary) / "home"
        made = app_paths(home) if home.exists() else make_library(home, arguments.photos, names)
        print(f"{arguments.photos} photos, {len(names)} labels, one decision, then retagged")
        for what, group in (("labels in no group", ""), ("all in one group", "one")):
            took, suggested = measure(made, names, group, arguments.rounds)
            middle, worst = statistics.median(took), max(took)
            print(f"{what}: median {middle:.2f} s, worst {worst:.2f} s; {suggested} suggestions")


if __name__ == "__main__":
    main()
