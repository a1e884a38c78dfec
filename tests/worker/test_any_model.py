"""Workers with made-up models: other devices, too little memory, several at once."""

from contextlib import closing
from pathlib import Path

import pytest

from photoapp.encoders.device import cores
from photoapp.errors import ModelError
from photoapp.worker import RunsOn
from photoapp.worker.process import worker_command
from tests.worker.fake_models import (
    batches,
    check_each_once,
    collect,
    coloured_photos,
    fake_client,
)


def test_the_worker_is_told_what_to_run_on() -> None:
    assert worker_command("folder/of-a-model", "cuda", "float16")[-6:] == [
        "--model", "folder/of-a-model", "--device", "cuda", "--precision", "float16",
    ]  # fmt: skip
    assert worker_command("x")[-4:] == ["--device", "auto", "--precision", "auto"]


def test_the_worker_says_what_it_runs_on(tmp_path: Path) -> None:
    with closing(fake_client(tmp_path, device="xpu")) as client:
        client.encode_texts(["no photo yet"])
        assert client.runs_on is None
        client.submit(coloured_photos(tmp_path, 1))
        collect(client)
        assert client.runs_on == RunsOn("xpu", "float16", "so asked")


def test_on_an_accelerator_one_lane_at_a_time_runs_the_model(tmp_path: Path) -> None:
    with closing(fake_client(tmp_path)) as client:
        client.submit(coloured_photos(tmp_path, 250))
        check_each_once(collect(client), 250)
    ran = batches(tmp_path)
    assert any(batch.photos == 32 for batch in ran)
    assert {batch.beside for batch in ran} == {0}


@pytest.mark.parametrize("device", ["cuda", "cpu"])
@pytest.mark.parametrize("fits", [1, 3, 7])
def test_too_little_memory_costs_no_photo(tmp_path: Path, device: str, fits: int) -> None:
    with closing(fake_client(tmp_path, fits=fits, device=device)) as client:
        client.submit(coloured_photos(tmp_path, 100))
        check_each_once(collect(client), 100)
    ran = batches(tmp_path)
    assert sum(batch.photos for batch in ran if batch.fitted) == 100
    # 32, 16, 8, 4, 2; on the processor each lane may find it out, from 8 on.
    assert sum(not batch.fitted for batch in ran) <= max(5, 3 * cores())


def test_a_photo_that_does_not_fit_alone_fails_the_model(tmp_path: Path) -> None:
    with closing(fake_client(tmp_path, fits=0)) as client:
        client.submit(coloured_photos(tmp_path, 40))
        with pytest.raises(ModelError, match='choose a smaller model, or set "device" to "cpu"'):
            client.collect(60)
        with pytest.raises(ModelError, match="smaller model"):
            client.submit(coloured_photos(tmp_path, 1))
    assert [batch.photos for batch in batches(tmp_path)][-1] == 1


def test_two_models_work_beside_each_other(tmp_path: Path) -> None:
    jobs = coloured_photos(tmp_path, 100)
    with (
        closing(fake_client(tmp_path, model=1)) as one,
        closing(fake_client(tmp_path, model=2)) as two,
    ):
        one.submit(jobs)
        two.submit(jobs)
        assert two.encode_texts(["x"]).tolist() == [[2, 2, 2]]
        assert one.encode_texts(["x"]).tolist() == [[1, 1, 1]]
        check_each_once(collect(one), 100, model=1)
        one.close()
        check_each_once(collect(two), 100, model=2)
