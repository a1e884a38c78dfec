"""``photoapp evaluate`` on real photos; in all but one test with a model that is loaded once."""

import csv
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photoapp import encoders
from photoapp.cli.evaluate_labels import _Trial
from photoapp.encoders import (
    Encoder,
    Floats,
    encode_labels,
    find_model,
    installed_models,
    load_encoder,
)
from photoapp.errors import UsageError
from photoapp.evaluation import encode_files, score_labels
from tests.photos import put_photo, sample, sample_names

from .command import Finished, run_here, run_photoapp

LABELS = {"chelsea.png": "cat", "coffee.png": "cup of coffee", "rocket.jpg": "rocket"}


class _OneEncoder:
    """An encoder that encodes no texts twice: the app's own are many."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._encoded = cache(lambda texts: encoder.encode_texts(list(texts)))

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        return self._encoded(tuple(texts))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)


@cache
def _loaded(model: str) -> _OneEncoder:
    return _OneEncoder(load_encoder(model))


@pytest.fixture(autouse=True)
def _load_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "load_encoder", _loaded)


def _labels(folder: Path, *more: tuple[str, str]) -> Path:
    file = folder / "labels.csv"
    with file.open("w", newline="", encoding="utf-8") as text:
        rows = [(str(sample(name)), label) for name, label in LABELS.items()]
        csv.writer(text).writerows([("file", "label"), *rows, *more])
    return file


def _captions(folder: Path) -> Path:
    file = folder / "captions.jsonl"
    lines = [{"file": str(sample(n)), "captions": [Path(n).stem]} for n in sample_names()]
    file.write_text("\n".join(map(json.dumps, lines)))
    return file


def _json(finished: Finished) -> dict[str, Any]:
    assert finished.status == 0, finished.stderr
    printed: dict[str, Any] = json.loads(finished.stdout)
    return printed


def test_labels_are_scored_for_people_and_for_scripts(tmp_path: Path) -> None:
    file = _labels(tmp_path)
    report = _json(run_here(tmp_path / "home", "evaluate", "labels", file, "--json"))
    assert (report["photos"], report["labels"], report["top1"]) == (3, 3, 1.0)
    assert report["precision@10"] == 1.0
    assert set(report["intervals_95"]) == {"top1", "precision@10"}
    table = run_photoapp(tmp_path / "home", "evaluate", "labels", file).stdout
    assert report["model"] in table
    assert "precision@10  1.000  1.000 to 1.000" in table
    assert not (tmp_path / "home").exists()  # the catalogue is not touched


@pytest.mark.long
def test_photos_are_scored_alone_or_as_a_library(tmp_path: Path) -> None:
    """Alone they are scored as ever; together, what the others show counts as well."""
    encoder = load_encoder(str(find_model("starter")))
    names = sorted(LABELS.values())
    photos = [sample(name) for name in LABELS]
    _, features = encode_files(
        encoder, photos, failed=lambda path, why: pytest.fail(f"{path}: {why}")
    )
    images = encoder.project_features(features)
    truth = np.array([names.index(label) for label in LABELS.values()])
    said = encode_labels(encoder.encode_texts, names)
    judged = score_labels(images, said, truth, encoder.project_features(encoder.things()))
    told = _json(
        run_here(tmp_path / "home", "evaluate", "labels", _labels(tmp_path), "--alone", "--json")
    )
    assert told["top1"] == judged.top1.value
    assert told["precision@10"] == judged.precision_at_10.value


def test_what_is_learnt_is_measured_too(tmp_path: Path) -> None:
    copies = []
    for name, label in LABELS.items():
        for number in range(3):
            copies.append((f"{number}-{name}", label))
            put_photo(tmp_path / f"{number}-{name}", name)
    file = _labels(tmp_path, *copies)
    learnt = ("--examples", "2", "--answers", "2", "--learn-from", file)
    arguments = (*learnt, "--precision", "0.6", "--json")
    told = _json(run_here(tmp_path / "home", "evaluate", "labels", file, *arguments))
    figures = told["intervals_95"]
    assert {"top1", "precision@10", "top1 after 2 examples"} <= set(figures)
    assert "suggestions found after 2 answers" in figures
    assert told["top1 after 2 examples"] == 1
    for name, (low, high) in figures.items():
        assert 0 <= low <= told[name] <= high <= 1
    assert told["photos"] == len(LABELS) + len(copies)  # of the first file alone


def test_more_examples_than_photos_are_a_sentence() -> None:
    places, guesses = np.zeros((4, 2), dtype=np.int8), np.zeros((4, 2), dtype=np.float32)
    trial = _Trial(places, guesses, np.array([0, 0, 1, 1]), learnt=None)
    with pytest.raises(UsageError, match="No label has more than 5 photos"):
        trial.after_examples(5)


@pytest.mark.long
def test_a_model_is_named_by_its_folder_and_labels_may_be_said_bare(tmp_path: Path) -> None:
    arguments = ("--model", installed_models()["starter"], "--no-templates", "--no-calibrate")
    finished = run_here(tmp_path, "evaluate", "labels", _labels(tmp_path), *arguments, "--json")
    assert _json(finished)["top1"] == 1.0


def test_retrieval_reports_recalls_and_the_median_rank(tmp_path: Path) -> None:
    finished = run_here(tmp_path, "evaluate", "retrieval", _captions(tmp_path), "--json")
    report = _json(finished)
    assert report["photos"] == len(sample_names())
    assert report["recall@1"] >= 0.5  # names of things, among eight photos of different things
    assert report["median_rank"] <= 1.5


@pytest.mark.parametrize(("strict", "status"), [((), 0), (("--strict",), 1)])
def test_a_bad_line_is_named_and_passed_over_or_stops(
    tmp_path: Path, strict: tuple[str, ...], status: int
) -> None:
    file = _labels(tmp_path, ("gone.jpg", "dog"))
    finished = run_here(tmp_path, "evaluate", "labels", file, *strict)
    assert finished.status == status
    assert f"line 5: there is no photo {tmp_path / 'gone.jpg'}" in finished.stderr


@pytest.mark.parametrize(("strict", "status"), [((), 0), (("--strict",), 1)])
def test_a_photo_that_cannot_be_read_is_named_and_passed_over_or_stops(
    tmp_path: Path, strict: tuple[str, ...], status: int
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no photo")
    file = _labels(tmp_path, ("broken.jpg", "cat"))
    finished = run_here(tmp_path, "evaluate", "labels", file, *strict)
    assert finished.status == status
    assert f"{tmp_path / 'broken.jpg'}: " in finished.stderr
    assert ("leave out --strict" in finished.stderr) == bool(strict)


def test_a_wrong_column_and_an_unknown_model_are_sentences(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("path,label\na.jpg,dog\n")
    finished = run_here(tmp_path, "evaluate", "labels", file)
    assert (finished.status, finished.stdout) == (1, "")
    assert "line 1: there is no column file" in finished.stderr
    finished = run_here(tmp_path, "evaluate", "labels", _labels(tmp_path), "--model", "nonesuch")
    assert finished.status == 1
    assert "There is no model 'nonesuch' here" in finished.stderr
