"""The real worker process with the real starter model."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from photoapp.worker import PhotoDone, PhotoFailed, PhotoJob, WorkerClient
from tests.worker.test_client import collect_all


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerClient]:
    log = tmp_path_factory.mktemp("worker") / "log"
    with closing(WorkerClient("starter", log)) as client:
        yield client


def job(number: int, path: Path) -> PhotoJob:
    stat = path.stat()
    return PhotoJob(number, os.fsencode(path), stat.st_size, stat.st_mtime_ns)


def _vector(done: object) -> np.ndarray:
    assert isinstance(done, PhotoDone)
    return np.frombuffer(done.vector, "<f2").astype(np.float32)


def test_words_find_the_photo_they_describe(client: WorkerClient, tmp_path: Path) -> None:
    pictures = {"cat": data.chelsea(), "coffee": data.coffee(), "rocket": data.rocket()}
    for name, pixels in pictures.items():
        Image.fromarray(pixels).save(tmp_path / f"{name}.jpg")
    jobs = [job(i, tmp_path / f"{name}.jpg") for i, name in enumerate(pictures)]
    client.submit(jobs)
    outcomes = collect_all(client)
    photos = np.stack([_vector(outcomes[i]) for i in range(3)])
    texts = client.encode_texts(["a cat", "a cup of coffee", "a rocket being launched"])
    assert (texts @ photos.T).argmax(1).tolist() == [0, 1, 2]
    assert client.runs_on
    assert client.runs_on.precision == "float32"
    np.testing.assert_allclose(np.linalg.norm(photos, axis=1), 1, atol=2e-3)


def test_what_is_no_photo_fails_with_its_reason(client: WorkerClient, tmp_path: Path) -> None:
    good, text, changed = tmp_path / "good.png", tmp_path / "text.jpg", tmp_path / "changed.png"
    Image.fromarray(data.chelsea()).save(good)
    Image.fromarray(data.coffee()).save(changed)
    text.write_text("no picture")
    jobs = [job(0, good), job(1, text), job(2, changed)]
    changed.write_bytes(good.read_bytes())
    jobs.append(PhotoJob(3, os.fsencode(tmp_path / "gone.jpg"), 1, 1))
    client.submit(jobs)
    outcomes = collect_all(client)
    kinds = {i: o.kind for i, o in outcomes.items() if isinstance(o, PhotoFailed)}
    assert kinds == {1: "not-image", 2: "changed", 3: "unreadable"}
    done = outcomes[0]
    assert isinstance(done, PhotoDone)
    assert (done.width, done.height, done.format, done.damage) == (451, 300, "PNG", None)
    assert done.thumbnail.startswith(b"\xff\xd8")


def test_a_vector_does_not_depend_on_the_company(client: WorkerClient, tmp_path: Path) -> None:
    for number in range(9):
        Image.fromarray(data.chelsea()).rotate(number).save(tmp_path / f"{number}.png")
    client.submit([job(0, tmp_path / "0.png")])
    alone = _vector(collect_all(client)[0])
    client.submit([job(i, tmp_path / f"{i}.png") for i in range(9)])
    together = _vector(collect_all(client)[0])
    assert float(alone @ together) > 0.999
