"""Clients of workers with made-up models, and what becomes of the photos they get."""

import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from photoapp.worker import PhotoDone, PhotoJob, PhotoOutcome, WorkerClient

_CHILD = Path(__file__).with_name("fake_model_child.py")


@dataclass(frozen=True)
class Batch:
    """A batch as the child noted it; ``beside`` others were under way."""

    photos: int
    fitted: bool
    beside: int


def fake_client(
    folder: Path, *, model: int = 0, fits: int = 1000, device: str = "cuda"
) -> WorkerClient:
    script = [sys.executable, str(_CHILD), str(folder / f"journal-{model}"), str(fits)]
    choice = ["--model", str(model), "--device", device, "--precision", "float16"]
    return WorkerClient("fake", folder / "log", [*script, *choice])


def batches(folder: Path, model: int = 0) -> list[Batch]:
    lines = (folder / f"journal-{model}").read_text().splitlines()
    notes = (line.split() for line in lines)
    return [Batch(int(photos), fitted == "True", int(beside)) for photos, fitted, beside in notes]


def coloured_photos(folder: Path, count: int) -> list[PhotoJob]:
    """Write photos each of its own grey, which is also the job's id."""
    jobs = []
    for grey in range(count):
        path = folder / f"{grey}.png"
        Image.new("RGB", (2, 2), (grey, grey, grey)).save(path)
        stat = path.stat()
        jobs.append(PhotoJob(grey, os.fsencode(path), stat.st_size, stat.st_mtime_ns))
    return jobs


def collect(client: WorkerClient) -> list[PhotoOutcome]:
    outcomes: list[PhotoOutcome] = []
    while client.backlog:
        outcomes += client.collect(5)
    return outcomes


def check_each_once(outcomes: list[PhotoOutcome], count: int, model: int = 0) -> None:
    """Every photo came back once, with the vector and feature that are its own."""
    assert set(Counter(outcome.id for outcome in outcomes).values()) == {1}
    assert len(outcomes) == count
    for outcome in outcomes:
        assert isinstance(outcome, PhotoDone)
        assert np.frombuffer(outcome.feature, "<f2").tolist() == [outcome.id] * 3
        assert np.frombuffer(outcome.vector, "<f2").tolist() == [outcome.id + model] * 3
