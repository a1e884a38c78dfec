"""What the worker makes of a folder of odd, broken and hostile files.

    python -m benchmarks.torture FOLDER [--json] [--each]

Every file below FOLDER goes through the real worker with the starter model, whatever its name.
Said are how many were opened and refused, and why, how often the worker died, the file that took
longest to decode or to be refused, the longest time that no file came back, and the worker's peak
memory. Where FOLDER has a ``manifest.csv`` with columns ``file`` and
``pillow_result`` ("ok" where Pillow with its plug-ins loads the file), the files are named that
Pillow loads and photoapp does not, and how many it is the other way round. ``--each`` prints a
line for each file.
"""

import argparse
import csv
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from photoapp.worker import PhotoDone, PhotoFailed, PhotoJob, PhotoOutcome, WorkerClient
from photoapp.worker.messages import PhotoDecoded, PhotoStarted, ToParent

_LOOK_SECONDS = 0.02
_MANIFEST = "manifest.csv"


@dataclass
class Report:
    """What became of the files; times in seconds, memory in MB."""

    files: int = 0
    opened: int = 0
    flagged_as_damaged: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    worker_deaths: int = 0
    slowest_file: str = ""
    slowest_seconds: float = 0.0
    longest_silence_seconds: float = 0.0
    seconds: float = 0.0
    peak_mb: float = 0.0
    pillow_loads: int = 0
    pillow_loads_photoapp_does_not: list[str] = field(default_factory=list)
    photoapp_opens_pillow_does_not: int = 0


class Watched(WorkerClient):
    """A client that notes when the worker began on each photo, and its processes."""

    def __init__(self, log: Path) -> None:
        super().__init__("starter", log)
        self.began: dict[int, float] = {}
        self.ended: dict[int, float] = {}
        self.lives: set[int] = set()
        self.peak_bytes = 0
        receive = self._requests.receive

        def note(message: ToParent) -> bool:
            if isinstance(message, PhotoStarted):
                self.began.setdefault(message.id, time.perf_counter())
            elif isinstance(message, PhotoDecoded | PhotoFailed):
                self.ended[message.id] = time.perf_counter()
            return receive(message)

        self._requests.receive = note  # type: ignore[method-assign]

    def look(self) -> None:
        """Note the memory that the worker's process has, and has had."""
        pid = self.pid
        if pid is None:
            return
        try:
            self.peak_bytes = max(self.peak_bytes, _peak_bytes(pid))
        except (OSError, psutil.Error):
            return  # it has just ended
        self.lives.add(pid)


def _peak_bytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return int(psutil.Process(pid).memory_info().rss)


def run(folder: Path, log: Path) -> tuple[Report, dict[str, PhotoOutcome]]:
    """Send every file through the worker."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != _MANIFEST)
    names = [path.relative_to(folder).as_posix() for path in files]
    outcomes: dict[str, PhotoOutcome] = {}
    report = Report(files=len(files))
    with closing(Watched(log)) as client:
        started = last = time.perf_counter()
        client.submit([_job(number, path) for number, path in enumerate(files)])
        while client.backlog:
            client.look()
            for outcome in client.collect(_LOOK_SECONDS):
                now = time.perf_counter()
                if client.began:  # the model's loading is no silence
                    silence = now - max(last, min(client.began.values()))
                    report.longest_silence_seconds = max(report.longest_silence_seconds, silence)
                last = now
                outcomes[names[outcome.id]] = outcome
                ended = client.ended.get(outcome.id, now)
                _note_time(report, names[outcome.id], ended - client.began.get(outcome.id, ended))
        report.seconds = time.perf_counter() - started
        report.worker_deaths = len(client.lives) - 1
        report.peak_mb = client.peak_bytes / 1e6
    _count(report, outcomes)
    _compare(report, outcomes, folder / _MANIFEST)
    return report, outcomes


def _job(number: int, path: Path) -> PhotoJob:
    stat = path.stat()
    return PhotoJob(number, os.fsencode(path), stat.st_size, stat.st_mtime_ns)


def _note_time(report: Report, name: str, seconds: float) -> None:
    if seconds > report.slowest_seconds:
        report.slowest_file, report.slowest_seconds = name, seconds


def _count(report: Report, outcomes: dict[str, PhotoOutcome]) -> None:
    done = [o for o in outcomes.values() if isinstance(o, PhotoDone)]
    report.opened = len(done)
    report.flagged_as_damaged = sum(o.damage is not None for o in done)
    failed = Counter(o.kind for o in outcomes.values() if isinstance(o, PhotoFailed))
    report.refused = dict(sorted(failed.items()))


def _compare(report: Report, outcomes: dict[str, PhotoOutcome], manifest: Path) -> None:
    loads = {name for name, result in _manifest(manifest) if result == "ok"}
    opened = {name for name, outcome in outcomes.items() if isinstance(outcome, PhotoDone)}
    report.pillow_loads = len(loads)
    report.pillow_loads_photoapp_does_not = sorted((loads & outcomes.keys()) - opened)
    report.photoapp_opens_pillow_does_not = len(opened - loads) if loads else 0


def _manifest(path: Path) -> Iterator[tuple[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from ((row["file"], row["pillow_result"]) for row in csv.DictReader(file))


def _print_each(outcomes: dict[str, PhotoOutcome]) -> None:
    for name, outcome in sorted(outcomes.items()):
        if isinstance(outcome, PhotoDone):
            what = f"{outcome.format} {outcome.width}x{outcome.height} {outcome.damage or ''}"
        elif isinstance(outcome, PhotoFailed):
            what = f"{outcome.kind}: {outcome.reason}"
        print(f"{name}\t{what}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--each", action="store_true", help="print a line for each file first")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        report, outcomes = run(arguments.folder, Path(scratch, "log"))
    if arguments.each:
        _print_each(outcomes)
    if arguments.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
        return
    for name, value in asdict(report).items():
        shown = f"{value:.2f}" if isinstance(value, float) else value
        print(f"{name.replace('_', ' '):34}{shown}")


if __name__ == "__main__":
    main()
