"""Downloads from a small hub on loopback: whole, interrupted, refused, damaged."""

import errno
import io
import os
import random
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from photoapp import __version__
from photoapp.encoders.hub import HubFile, client, fetch, first_of, look_up, transfer
from photoapp.encoders.hub import meter as meters
from photoapp.encoders.hub import part as parts
from photoapp.errors import DownloadError, DownloadStoppedError
from photoapp.events import DownloadProgress

from .server import Faults, HubServer

REPOSITORY = "someone/A-Model"
WEIGHTS = "open_clip_model.safetensors"
DATA = random.Random(5).randbytes(1_000_000)
CHUNK = 256 * 1024


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A hub that has one model, and that everything here is asked of."""
    from huggingface_hub import file_download
    from huggingface_hub.utils import close_session

    for name in list(os.environ):
        if name.upper().startswith("HF_") or name.upper().endswith("_PROXY"):
            monkeypatch.delenv(name)
    # The client waits a second before it tries again.
    impatient = SimpleNamespace(sleep=lambda _: None, time=time.time)
    monkeypatch.setattr(file_download, "time", impatient)
    server = HubServer()
    server.put(REPOSITORY, WEIGHTS, DATA)
    server.put(REPOSITORY, "config.json", b"{}")
    server.in_git.add("config.json")
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    yield server
    server.close()
    close_session()


@pytest.fixture
def refused(hub: HubServer, tmp_path: Path) -> Iterator["Refused"]:
    """Fetches the weights into ``tmp_path`` and returns the sentence it is refused with."""
    return Refused(hub, tmp_path)


class Refused:
    def __init__(self, hub: HubServer, folder: Path) -> None:
        self.hub = hub
        self.folder = folder

    def after(self, faults: Faults) -> str:
        """Return what is said when all goes well until the files have been looked up."""
        files = look_up(REPOSITORY, [WEIGHTS])
        self.hub.faults = faults
        with pytest.raises(DownloadError) as raised:
            bring(files, self.folder)
        return sentence(raised)

    def at_once(self, faults: Faults) -> str:
        self.hub.faults = faults
        with pytest.raises(DownloadError) as raised:
            look_up(REPOSITORY, [WEIGHTS])
        return sentence(raised)


def sentence(raised: "pytest.ExceptionInfo[DownloadError]") -> str:
    said = str(raised.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert ". " not in said.replace("127.0.0.1", "")
    return said


def bring(
    files: list[HubFile],
    folder: Path,
    stop: threading.Event | None = None,
    told: list[DownloadProgress] | None = None,
    extra_bytes: int = 0,
) -> list[Path]:
    progress = (told if told is not None else []).append
    return fetch(files, folder, progress, stop or threading.Event(), extra_bytes)


def fetch_weights(folder: Path) -> Path:
    """As a new process would: looked up afresh."""
    return bring(look_up(REPOSITORY, [WEIGHTS]), folder)[0]


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.part*"))


# Looking up


def test_what_a_hub_says_of_its_files(hub: HubServer) -> None:
    weights, config = look_up(REPOSITORY, [WEIGHTS], optional=["config.json", "other.json"])
    assert str(weights) == f"{REPOSITORY}/{WEIGHTS}"
    assert (weights.size, weights.etag) == (len(DATA), hub.etag(WEIGHTS, DATA))
    assert (config.size, len(config.etag)) == (2, 40)
    assert (weights.commit, weights.revision) == (hub.commit(), "main")
    assert "/resolve/main/" in hub.requests[0].path


def test_the_first_alternative_that_is_there(hub: HubServer) -> None:
    assert first_of(REPOSITORY, ["a.safetensors", WEIGHTS, "config.json"]).name == WEIGHTS
    with pytest.raises(DownloadError, match=r"has none of the files a\.bin, b\.bin; import"):
        first_of(REPOSITORY, ["a.bin", "b.bin"])


def test_a_missing_repository_is_not_a_missing_file(hub: HubServer) -> None:
    with pytest.raises(DownloadError, match="There is no repository or revision for no/such"):
        first_of("no/such", ["a.bin", "b.bin"])
    assert len(hub.requests) == 1


@pytest.mark.usefixtures("hub")
def test_a_missing_file() -> None:
    with pytest.raises(DownloadError, match=f"{REPOSITORY}/x.json is not at http://127"):
        look_up(REPOSITORY, ["x.json"])


@pytest.mark.usefixtures("hub")
def test_a_name_that_is_no_repositorys() -> None:
    with pytest.raises(DownloadError, match="named like owner/name"):
        look_up("what is this?", ["x.json"])


# All goes well


def test_files_come_whole(hub: HubServer, tmp_path: Path) -> None:
    told: list[DownloadProgress] = []
    files = look_up(REPOSITORY, [WEIGHTS, "config.json"])
    weights, config = bring(files, tmp_path, told=told)
    assert (weights.read_bytes(), config.read_bytes()) == (DATA, b"{}")
    assert (told[-1].done, told[-1].total) == (len(DATA) + 2, len(DATA) + 2)
    assert leftovers(tmp_path) == []
    assert all(f"/resolve/{hub.commit()}/" in r.path for r in hub.requests if r.method == "GET")


def test_what_is_there_is_not_fetched_again(hub: HubServer, tmp_path: Path) -> None:
    first = fetch_weights(tmp_path)
    assert fetch_weights(tmp_path) == first
    first.write_bytes(DATA[:-1] + b"x")
    assert fetch_weights(tmp_path).read_bytes() == DATA
    assert hub.ranges() == [None, None]


def test_two_repositories_may_have_a_file_of_one_name(hub: HubServer, tmp_path: Path) -> None:
    hub.put("other/Words", "config.json", b"[]")
    files = look_up(REPOSITORY, ["config.json"]) + look_up("other/Words", ["config.json"])
    assert [path.read_bytes() for path in bring(files, tmp_path)] == [b"{}", b"[]"]


def test_a_repository_may_have_got_another_name(hub: HubServer, tmp_path: Path) -> None:
    hub.renamed["a-model"] = REPOSITORY
    (path,) = bring(look_up("a-model", [WEIGHTS]), tmp_path)
    assert path.read_bytes() == DATA


def test_bytes_may_be_stored_elsewhere_where_no_token_goes(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.redirects = True
    monkeypatch.setenv("HF_TOKEN", "hf_secret\n")
    assert fetch_weights(tmp_path).read_bytes() == DATA
    tokens = {r.path.startswith("/stored"): r.authorization for r in hub.requests}
    assert tokens == {False: "Bearer hf_secret", True: None}


def test_only_the_users_own_token_is_sent(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    (tmp_path / "token").write_text("hf_found_on_the_disk")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    fetch_weights(tmp_path)
    assert {request.authorization for request in hub.requests} == {None}
    assert all(f"photoapp/{__version__}" in request.agent for request in hub.requests)
    assert not any("torch" in request.agent for request in hub.requests)
    assert {request.path.split("/")[1] for request in hub.requests} == {"someone"}


# Interrupted


def test_a_cut_connection_goes_on_by_itself(hub: HubServer, tmp_path: Path) -> None:
    hub.faults = Faults(break_after=600_000)
    assert fetch_weights(tmp_path).read_bytes() == DATA
    assert hub.ranges() == [None, f"bytes={2 * CHUNK}-"]


def test_a_reset_connection_goes_on_by_itself(hub: HubServer, tmp_path: Path) -> None:
    hub.faults = Faults(break_after=2 * CHUNK, stalls=True, reset=True)

    def progress(now: DownloadProgress) -> None:
        if now.done == 2 * CHUNK:
            hub.faults.go_on.set()

    files = look_up(REPOSITORY, [WEIGHTS])
    assert fetch(files, tmp_path, progress, threading.Event())[0].read_bytes() == DATA
    assert hub.ranges() == [None, f"bytes={2 * CHUNK}-"]


def test_what_came_before_it_failed_is_not_asked_for_again(hub: HubServer, tmp_path: Path) -> None:
    hub.faults = Faults(break_after=2 * CHUNK, stalls=True)

    def progress(now: DownloadProgress) -> None:
        if now.done == 2 * CHUNK:
            first, hub.faults = hub.faults, Faults(break_after=0, breaks=99)
            first.go_on.set()

    with pytest.raises(DownloadError) as raised:
        fetch(look_up(REPOSITORY, [WEIGHTS]), tmp_path, progress, threading.Event())
    assert f"The connection broke while {REPOSITORY}/{WEIGHTS} was coming" in sentence(raised)
    assert set(hub.ranges()[1:]) == {f"bytes={2 * CHUNK}-"}
    hub.faults = Faults()
    asked = len(hub.ranges())
    assert fetch_weights(tmp_path).read_bytes() == DATA
    assert hub.ranges()[asked:] == [f"bytes={2 * CHUNK}-"]


def test_a_stop_keeps_what_has_come(hub: HubServer, tmp_path: Path) -> None:
    hub.faults = Faults(break_after=600_000, stalls=True)
    stop = threading.Event()

    def progress(now: DownloadProgress) -> None:
        if now.done == 2 * CHUNK:
            stop.set()

    with pytest.raises(DownloadStoppedError):
        fetch(look_up(REPOSITORY, [WEIGHTS]), tmp_path, progress, stop)
    assert leftovers(tmp_path) == [f"{WEIGHTS}.part", f"{WEIGHTS}.part.json"]
    fetch_weights(tmp_path)
    assert hub.ranges() == [None, f"bytes={2 * CHUNK}-"]
    assert leftovers(tmp_path) == []


def test_a_stop_before_the_start(hub: HubServer, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(DownloadStoppedError):
        bring(look_up(REPOSITORY, [WEIGHTS]), tmp_path, stop)
    assert hub.ranges() == []


def test_an_interrupt_keeps_what_has_come(hub: HubServer, tmp_path: Path) -> None:
    hub.faults = Faults(break_after=600_000, stalls=True)

    def interrupted(now: DownloadProgress) -> None:
        if now.done == 2 * CHUNK:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(look_up(REPOSITORY, [WEIGHTS]), tmp_path, interrupted, threading.Event())
    assert fetch_weights(tmp_path).read_bytes() == DATA
    assert hub.ranges() == [None, f"bytes={2 * CHUNK}-"]


def test_an_abandoned_thread_writes_no_more(hub: HubServer, tmp_path: Path) -> None:
    test_a_stop_keeps_what_has_come(hub, tmp_path)
    hub.faults.go_on.set()
    for thread in threading.enumerate():
        if thread.name == "download":
            thread.join()
    assert next(tmp_path.rglob(WEIGHTS)).read_bytes() == DATA


def test_a_part_of_another_version_is_dropped(hub: HubServer, tmp_path: Path) -> None:
    half_of(hub, tmp_path)
    hub.put(REPOSITORY, WEIGHTS, DATA[::-1])
    assert fetch_weights(tmp_path).read_bytes() == DATA[::-1]
    assert hub.ranges()[-1] is None


def half_of(hub: HubServer, folder: Path) -> None:
    """Leave half of the weights in a folder."""
    place = folder / REPOSITORY.replace("/", "--")
    place.mkdir()
    (place / f"{WEIGHTS}.part").write_bytes(DATA[:500_000])
    version = f'{{"etag":"{hub.etag(WEIGHTS, DATA)}","commit":"{hub.commit()}"}}'
    (place / f"{WEIGHTS}.part.json").write_text(version)


def test_a_part_of_no_known_version_is_dropped(hub: HubServer, tmp_path: Path) -> None:
    half_of(hub, tmp_path)
    next(tmp_path.rglob("*.part.json")).write_text("{")
    assert fetch_weights(tmp_path).read_bytes() == DATA
    assert hub.ranges() == [None]


def test_a_part_goes_on_where_it_ended(hub: HubServer, tmp_path: Path) -> None:
    half_of(hub, tmp_path)
    assert fetch_weights(tmp_path).read_bytes() == DATA
    assert hub.ranges() == ["bytes=500000-"]


def test_a_server_may_know_nothing_of_ranges(hub: HubServer, tmp_path: Path) -> None:
    half_of(hub, tmp_path)
    hub.faults = Faults(ignores_range=True)
    assert fetch_weights(tmp_path).read_bytes() == DATA


def test_two_downloads_at_once_are_kept_apart(hub: HubServer, tmp_path: Path) -> None:
    hub.faults = Faults(break_after=CHUNK, stalls=True)
    files = look_up(REPOSITORY, [WEIGHTS])
    said: list[str] = []

    def progress(now: DownloadProgress) -> None:
        if now.done == CHUNK and not said:
            with pytest.raises(DownloadError) as raised:
                bring(files, tmp_path)
            said.append(sentence(raised))
            hub.faults.go_on.set()

    fetch(files, tmp_path, progress, threading.Event())
    assert said == [f"{REPOSITORY} is being fetched by another photoapp; wait for it, or stop it."]


# Damaged


def test_a_damaged_file_is_refused_and_removed(refused: Refused, tmp_path: Path) -> None:
    said = refused.after(Faults(corrupt_at=700_000))
    assert said.startswith(f"{REPOSITORY}/{WEIGHTS} came damaged from http://127")
    assert [path for path in tmp_path.rglob("*.*") if path.name != ".lock"] == []


def test_a_damaged_file_that_git_keeps_is_refused(hub: HubServer, tmp_path: Path) -> None:
    files = look_up(REPOSITORY, ["config.json"])
    hub.faults = Faults(corrupt_at=1)
    with pytest.raises(DownloadError, match=r"config\.json came damaged"):
        bring(files, tmp_path)


def test_a_file_that_ends_too_soon_is_refused(refused: Refused, tmp_path: Path) -> None:
    assert "came damaged" in refused.after(Faults(short_by=9))
    assert leftovers(tmp_path) == []


def test_a_page_in_the_place_of_a_file(refused: Refused, tmp_path: Path) -> None:
    assert "is not a hub (a proxy's page?)" in refused.after(Faults(page_for="GET"))
    assert leftovers(tmp_path) == []


def test_a_page_in_the_place_of_the_hub(refused: Refused) -> None:
    assert "is not a hub (a proxy's page?)" in refused.at_once(Faults(page_for="HEAD"))


# Refused


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (401, None, "set HF_TOKEN if you have been granted access"),
        (401, "GatedRepo", "set HF_TOKEN if you have been granted access"),
        (403, "GatedRepo", "its terms may have to be accepted there"),
        (404, "RevisionNotFound", "There is no repository or revision"),
        (429, None, "asks for a pause"),
        (500, None, "can't give someone/A-Model/open_clip_model.safetensors now (status 500)"),
    ],
)
def test_refusals(refused: Refused, status: int, code: str | None, expected: str) -> None:
    said = refused.at_once(Faults(status=status, error_code=code))
    assert expected in said
    assert f"{REPOSITORY}/{WEIGHTS}" in said


def test_a_refusal_after_the_looking_up_keeps_the_part(
    hub: HubServer, refused: Refused, tmp_path: Path
) -> None:
    half_of(hub, tmp_path)
    said = refused.after(Faults(status=503))
    assert "(status 503); later, ask for it again to go on from what has come" in said
    assert leftovers(tmp_path) == [f"{WEIGHTS}.part", f"{WEIGHTS}.part.json"]


def test_a_hub_that_stalls(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.05)
    said = refused.after(Faults(break_after=1000, breaks=99, stalls=True))
    assert f"has stopped answering for {REPOSITORY}/{WEIGHTS}" in said


def test_no_hub(tmp_path: Path, hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    files = look_up(REPOSITORY, [WEIGHTS])
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed.getsockname()[1]}/")
        begun = time.monotonic()
        for ask in (lambda: look_up(REPOSITORY, [WEIGHTS]), lambda: bring(files, tmp_path)):
            with pytest.raises(DownloadError, match="can't be reached for someone/A-Model") as said:
                ask()
            assert sentence(said).endswith("or stay with the starter, which needs none.")
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1", "http://127.0.0.1:port"])
@pytest.mark.usefixtures("hub")
def test_an_endpoint_that_is_no_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", address)
    with pytest.raises(DownloadError, match="HF_ENDPOINT"):
        look_up(REPOSITORY, [WEIGHTS])


def test_offline_by_the_users_wish(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = look_up(REPOSITORY, [WEIGHTS])
    asked = len(hub.requests)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for ask in (lambda: look_up(REPOSITORY, [WEIGHTS]), lambda: bring(files, tmp_path)):
        with pytest.raises(DownloadError, match="while HF_HUB_OFFLINE is set; unset it"):
            ask()
    assert len(hub.requests) == asked


@pytest.mark.usefixtures("hub")
def test_offline_since_the_client_was_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadError, match="while HF_HUB_OFFLINE is set"):
        look_up(REPOSITORY, [WEIGHTS])


def test_the_hub_is_asked_for_at_each_call(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT")
    assert client.hub_address() == "https://huggingface.co"
    monkeypatch.setenv("HF_ENDPOINT", hub.address + "/")
    assert look_up(REPOSITORY, [WEIGHTS])


# The disk


def test_no_room(hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = look_up(REPOSITORY, [WEIGHTS])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2_500_000))
    with pytest.raises(DownloadError) as raised:
        bring(files, tmp_path, extra_bytes=2_000_000)
    assert f"{REPOSITORY} needs 3 MB in {tmp_path}, where 2 MB are free" in sentence(raised)
    assert hub.ranges() == []
    assert bring(files, tmp_path, extra_bytes=1_500_000)


def test_a_disk_that_fills_midway(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SmallDisk(io.FileIO):
        def write(self, data: object) -> int:
            if self.tell() >= CHUNK:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(data)

    class PartOnSmallDisk(parts.PartFile, SmallDisk):
        pass

    with monkeypatch.context() as patched:
        patched.setattr(transfer, "PartFile", PartOnSmallDisk)
        with pytest.raises(DownloadError, match="The disk is full, and someone/A-Model/open"):
            fetch_weights(tmp_path)
    assert fetch_weights(tmp_path).read_bytes() == DATA
    assert hub.ranges() == [None, f"bytes={CHUNK}-"]


@pytest.mark.usefixtures("hub")
def test_a_folder_that_cant_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DownloadError, match=r"someone/A-Model can't be kept in .*file") as raised:
        fetch_weights(tmp_path / "file" / "folder")
    assert "make that folder writable" in sentence(raised)


# How far it is


def test_progress_is_told_twice_a_second(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(meters, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    part = parts.Part(look_up(REPOSITORY, [WEIGHTS])[0], tmp_path)
    part.begin(threading.Event())
    told: list[DownloadProgress] = []
    meter = meters.Meter([part], [part], told.append)
    for seconds, come in [(0.0, 0), (0.4, 100_000), (0.5, 100_000), (0.9, 200_000), (1.0, 200_000)]:
        clock[0] = 100.0 + seconds
        part.path.write_bytes(DATA[:come])
        meter.tell()
    assert told == [
        DownloadProgress(0, 1_000_000, 0.0, None),
        DownloadProgress(100_000, 1_000_000, 200_000.0, 4.5),
        DownloadProgress(200_000, 1_000_000, 200_000.0, 4.0),
    ]
    assert hub.ranges() == []
