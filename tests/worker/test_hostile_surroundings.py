"""The worker where it is started in odd places, hangs, or can't load its model."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.errors import ModelError
from photoapp.worker import PhotoJob, WorkerClient
from tests.worker.test_client import FRAGILE


def test_nothing_is_imported_from_the_folder_one_stands_in(tmp_path: Path) -> None:
    (tmp_path / "argparse.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "numpy.py").write_text("raise SystemExit('taken over')")
    program = (
        "from pathlib import Path; from photoapp.worker import WorkerClient\n"
        "client = WorkerClient('starter', Path('log'))\n"
        "print(client.encode_texts(['dog']).shape); client.close()"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "(1, 384)", done.stderr


def test_a_model_that_cannot_be_loaded_is_said_and_blames_no_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch/__init__.py").write_text("raise RuntimeError('out of memory')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"")
    job = PhotoJob(1, os.fsencode(photo), 0, photo.stat().st_mtime_ns)
    with closing(WorkerClient("starter", tmp_path / "log")) as client:
        client.submit([job])

        def collect_twice() -> None:  # the photo, which is empty, may be refused before
            client.collect(60)
            client.collect(60)

        with pytest.raises(ModelError, match="out of memory"):
            collect_twice()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't stop a process")
def test_closing_ends_a_worker_that_is_stuck(tmp_path: Path) -> None:
    client = WorkerClient(
        "x", tmp_path / "log", [sys.executable, str(FRAGILE), str(tmp_path / "j")]
    )
    client.encode_texts(["dog"])
    assert client.pid
    os.kill(client.pid, signal.SIGSTOP)
    client.close()
    assert client.pid is None
