"""From a hub, or a file, to a model that answers: the real client, against a hub on loopback."""

import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Finished, run_here, start_photoapp
from tests.conftest import IndexedHome
from tests.encoders.bundles.checkpoints import publish
from tests.encoders.hub.server import Faults, HubServer
from tests.photos import sample_names

REPOSITORY = "someone/Tiny-CLIP"
NAME = f"hf-hub:{REPOSITORY}"
WEIGHTS = "open_clip_model.safetensors"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("published"))[0].parent


@pytest.fixture
def hub(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A hub that has one tiny model, and that photoapp is pointed at."""
    for name in list(os.environ):
        if name.upper().startswith("HF_") or name.upper().endswith("_PROXY"):
            monkeypatch.delenv(name)
    server = HubServer()
    for file in published.iterdir():
        server.put(REPOSITORY, file.name, file.read_bytes())
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    yield server
    server.close()


def _json(finished: Finished) -> dict[str, Any]:
    assert finished.status == 0, finished.stderr
    printed: dict[str, Any] = json.loads(finished.stdout)
    return printed


def _refusal(finished: Finished) -> str:
    assert (finished.status, finished.stdout) == (1, "")
    return finished.stderr


def test_a_model_is_fetched_used_and_asked(
    hub: HubServer, indexed_home: IndexedHome, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(indexed_home.home, home)
    fetched = _json(run_here(home, "models", "download", NAME, "--json"))
    assert fetched["name"] == "tiny-clip"
    assert not (home / "cache" / "downloads" / "tiny-clip").exists()
    used = _json(run_here(home, "models", "use", "tiny-clip", "--json"))
    assert (used["model"], used["switched"]) == (fetched["id"], True)
    assert used["embedded"] == len(sample_names())
    found = _json(run_here(home, "search", "a dog on a beach", "--json"))
    assert found["model"] == fetched["id"]
    assert len(found["results"]) == len(sample_names())
    status = _json(run_here(home, "status", "--json"))
    assert (status["model"], status["device"], status["counts"]["pending"]) == (
        fetched["id"],
        "cpu",
        0,
    )
    info = run_here(home, "models", "info", "tiny-clip").stdout
    assert f"weights from: {REPOSITORY}/{WEIGHTS} at " in info


@pytest.mark.long
def test_a_download_that_is_stopped_goes_on_where_it_stopped(
    hub: HubServer, tmp_path: Path
) -> None:
    half = len(hub.files[REPOSITORY, WEIGHTS]) // 2
    hub.faults = Faults(break_after=half, stalls=True)
    with start_photoapp(tmp_path, "models", "download", NAME) as process:
        while not (come := _come(tmp_path)):
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert (process.returncode, stdout) == (130, ""), stderr
    hub.faults.go_on.set()
    hub.faults = Faults()
    before = len(hub.ranges())
    _json(run_here(tmp_path, "models", "download", NAME, "--json"))
    starts = [int(r.removeprefix("bytes=").split("-")[0]) for r in hub.ranges()[before:] if r]
    assert starts
    assert come <= max(starts) <= half


def _come(home: Path) -> int:
    """Return how many bytes of the weights have come."""
    parts = list((home / "cache" / "downloads").rglob(f"{WEIGHTS}*.part"))
    return max((part.stat().st_size for part in parts), default=0)


def test_without_a_hub_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    monkeypatch.setenv("HF_ENDPOINT", address)
    refusal = _refusal(run_here(tmp_path, "models", "download", NAME))
    assert "photoapp models import" in refusal
    assert "starter" in refusal
    assert refusal.count("\n") == 1


@pytest.mark.long
def test_weights_are_imported_from_a_file(published: Path, tmp_path: Path) -> None:
    config = published / "open_clip_config.json"
    arguments = ("--config", config, "--name", "My Own", "--json")
    imported = _json(run_here(tmp_path, "models", "import", published / WEIGHTS, *arguments))
    assert imported["name"] == "my-own"
    assert Path(imported["folder"]) == tmp_path / "data" / "models" / "my-own"


@pytest.mark.long
def test_a_file_of_another_architecture_is_refused_with_what_differs(
    published: Path, tmp_path: Path
) -> None:
    file = published / WEIGHTS
    refusal = _refusal(run_here(tmp_path, "models", "import", file, "--architecture", "ViT-B-32"))
    assert "are not those of ViT-B-32: visual.class_embedding is 64, not 768; " in refusal
    assert list((tmp_path / "data" / "models").iterdir()) == []
