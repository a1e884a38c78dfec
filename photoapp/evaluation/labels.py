"""Zero-shot labels: whether a label finds its photos, and a photo its label."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.errors import DataFileError
from photoapp.evaluation.bootstrap import Figure, mean_with_interval
from photoapp.evaluation.problems import Problems, Tell, is_file, read_text

_FIRST = 10
_COLUMNS = {"file", "label"}


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo and the label it should get."""

    path: Path
    label: str


@dataclass(frozen=True)
class LabelScores:
    """``top1``: photos whose best label is right; ``precision_at_10``: see ``score_labels``."""

    photos: int
    labels: int
    top1: Figure
    precision_at_10: Figure


def read_labels(
    file: Path, *, strict: bool = False, tell: Tell = lambda _: None
) -> list[LabelledPhoto]:
    """Read a CSV with the columns ``file`` (relative to the CSV) and ``label``.

    Raises:
        DataFileError: the file can't be read, lacks a column, holds no usable line, or
            ``strict`` and a line can't be used.

    """
    rows = csv.DictReader(io.StringIO(read_text(file), newline=""))
    if missing := _COLUMNS - set(rows.fieldnames or []):
        names = " and no column ".join(sorted(missing))
        raise DataFileError(f"{file}, line 1: there is no column {names}; file,label are needed.")
    problems = Problems(file, tell, strict=strict)
    photos = []
    for row in rows:
        name, label = (row["file"] or "").strip(), (row["label"] or "").strip()
        if not name or not label:
            problems.add(rows.line_num, "no label" if name else "no file")
        elif not is_file(file.parent / name):
            problems.add(rows.line_num, f"there is no photo {file.parent / name}")
        else:
            photos.append(LabelledPhoto(file.parent / name, label))
    if not photos:
        raise DataFileError(f"{file} holds no usable line; file,label are needed on each.")
    return photos


def score_labels(
    images: Floats, labels: Floats, truth: NDArray[np.int64], background: Floats | None = None
) -> LabelScores:
    """Score photos (n, dim) against label vectors (m, dim); ``truth`` (n,) are label indices.

    ``precision_at_10`` is the mean over labels of the share of right photos among the first
    min(10, photos of that label).

    Given a ``background`` (b, dim) of other things, a label's score counts in standard deviations
    above its mean over them: some labels are near to everything, and would win too often.
    """
    scores = images @ labels.T
    if background is not None:
        usual = background @ labels.T
        scores = (scores - usual.mean(0)) / usual.std(0)
    return judge_labels(scores, truth)


def judge_labels(scores: Floats, truth: NDArray[np.int64]) -> LabelScores:
    """Judge any scores of photos by labels, (n, m), as ``score_labels`` does."""
    labels = scores.shape[1]
    shares = [_precision(scores[:, label], truth == label) for label in range(labels)]
    return LabelScores(
        photos=len(scores),
        labels=labels,
        top1=mean_with_interval(scores.argmax(1) == truth),
        precision_at_10=mean_with_interval(np.array(shares)),
    )


def label_indices(photos: Sequence[LabelledPhoto]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the labels that occur, sorted, and each photo's index among them: (n,)."""
    names = sorted({photo.label for photo in photos})
    numbers = {name: i for i, name in enumerate(names)}
    return names, np.array([numbers[photo.label] for photo in photos], dtype=np.int64)


def _precision(scores: Floats, right: NDArray[np.bool_]) -> float:
    first = min(_FIRST, int(right.sum()))
    return float(right[np.argsort(-scores, kind="stable")[:first]].mean())
