import io
import os

import pytest

from photoapp.worker.messages import (
    PhotoDone,
    PhotoJob,
    TextJob,
    read_answer,
    read_job,
    write_message,
)


def test_messages_arrive_as_they_were_sent() -> None:
    jobs = [PhotoJob(7, os.fsencode("caf\udce9.jpg"), 5, 1 << 62), TextJob(8, ["Hündchen", ""])]
    pipe = io.BytesIO()
    for job in jobs:
        write_message(pipe, job)
    pipe.seek(0)
    assert [read_job(pipe), read_job(pipe), read_job(pipe)] == [*jobs, None]


@pytest.mark.parametrize("kept", [0, 2, 4, 9])
def test_a_pipe_that_ends_within_a_message_has_ended(kept: int) -> None:
    pipe = io.BytesIO()
    write_message(pipe, PhotoDone(1, b"v" * 10, b"f", b"t", "JPEG", 3, 2, None))
    assert read_answer(io.BytesIO(pipe.getvalue()[:kept])) is None
