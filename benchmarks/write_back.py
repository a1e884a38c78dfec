"""How many files of a folder can be given what people say, and come back to the byte.

    python -m benchmarks.write_back FOLDER [--json] [--each]

Every file below FOLDER is given two keywords, one of them of a hierarchy, a rating, a colour and a
caption, in memory: nothing is written. A file counts as written if it shows the same pixels then,
says all that to exiv2, says all else as before, and comes back to its very bytes; the others are
counted by reason. "harmed" are those that would have been written and are not the same then: there
must be none. Each file is tried in a process that may die.
"""

import argparse
import json
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path

from photoapp.media.metadata.write_back import (
    CannotHoldError,
    Said,
    applied_backwards,
    write_into,
)

SAID = Said(
    words=(("Katze", ("Tiere", "Katze")), ("Straße & <co>", ("Straße & <co>",))),
    lost=("no such word",),
    rating="4",
    label="Green",
    caption="Ein “Test”",
)
_HARMED = "harmed: "


@dataclass
class Report:
    """What became of the files; ``refused`` by reason, ``seconds`` for all."""

    files: int = 0
    written: int = 0
    harmed: list[str] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def tried(data: bytes, said: Said) -> str:
    """Return "written", or why not."""
    from photoapp.media.metadata.write_back.checking import complaint

    try:
        written = write_into(data, said)
        if not written.steps:
            return f"{_HARMED}nothing was written"
        if problem := complaint(data, written.data, said):
            return problem
    except CannotHoldError as error:
        return str(error)
    if applied_backwards(written.data, written.steps) != data:
        return f"{_HARMED}it does not come back"
    if write_into(written.data, said).steps:
        return f"{_HARMED}it would be written once more"
    return "written"


def _tried(path: Path) -> str:
    return tried(path.read_bytes(), SAID)


def run(folder: Path) -> tuple[Report, dict[str, str]]:
    """Try all files below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    outcomes: dict[str, str] = {}
    started = time.perf_counter()
    pool = ProcessPoolExecutor(1, get_context("spawn"))
    for path in files:
        name = path.relative_to(folder).as_posix()
        try:
            outcomes[name] = pool.submit(_tried, path).result()
        except BrokenProcessPool:
            outcomes[name] = "the process died"
            pool = ProcessPoolExecutor(1, get_context("spawn"))
    pool.shutdown()
    counted = Counter(outcomes.values())
    harmed = [name for name, outcome in outcomes.items() if outcome.startswith(_HARMED)]
    refused = {
        reason: count
        for reason, count in counted.most_common()
        if reason != "written" and not reason.startswith(_HARMED)
    }
    seconds = time.perf_counter() - started
    return Report(len(files), counted["written"], harmed, refused, seconds), outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--each", action="store_true", help="print a line for each file first")
    arguments = parser.parse_args()
    report, outcomes = run(arguments.folder)
    if arguments.each:
        for name, outcome in outcomes.items():
            print(f"{name}\t{outcome}")
    if arguments.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
        return
    print(f"{report.written} of {report.files} files written, {len(report.harmed)} harmed")
    for reason, count in report.refused.items():
        print(f"{count:6}  {reason}")
    print(f"{report.seconds:.1f} s")


if __name__ == "__main__":
    main()
