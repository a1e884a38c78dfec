"""What personalising must reach, tried on the shared photos.

    python -m benchmarks.personalising BAR SHARED --work DIR [--seeds 3] [--photos N] [--json]

BAR is aerial, everyday, things, shuffled, wrong or speed. Runs are real ones, carried out by
photoapp's own process in a home that is deleted afterwards; ``--home DIR`` keeps it. Only photos'
features are kept in ``--work`` from one call to the next. ``--photos`` is how many there are to
learn from (things: how many things), ``--others`` how many uncaptioned ones the library has.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.personalising.aerial import aerial
from benchmarks.personalising.bench import Bench, Setting, bench
from benchmarks.personalising.everyday import everyday
from benchmarks.personalising.eyes import say
from benchmarks.personalising.results import Line, show
from benchmarks.personalising.speed import speed
from benchmarks.personalising.things import things
from benchmarks.personalising.wrong import shuffled, wrong

_BARS: dict[str, Callable[[Bench], Iterator[Line | str]]] = {
    "aerial": aerial,
    "everyday": everyday,
    "things": things,
    "shuffled": shuffled,
    "wrong": wrong,
}
_SEEDS = {"aerial": 3, "everyday": 1, "things": 3, "shuffled": 20, "wrong": 5, "speed": 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("bar", choices=list(_SEEDS))
    parser.add_argument("shared", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--photos", type=int)
    parser.add_argument("--others", type=int, default=0)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    setting = Setting(
        shared=given.shared.absolute(),
        work=given.work.absolute(),
        seeds=given.seeds or _SEEDS[given.bar],
        photos=given.photos,
        others=given.others,
        epochs=given.epochs,
        home=given.home,
    )
    lines: list[Line] = []
    notes: list[str] = []
    for told in _told(given.bar, setting):
        if isinstance(told, str):
            say(told)
            notes.append(told)
        else:
            lines.append(told)
    show(given.bar, lines, notes if given.json else (), as_json=given.json)


def _told(bar: str, setting: Setting) -> Iterator[Line | str]:
    if bar == "speed":
        yield from speed(setting)
        return
    with bench(setting) as made:
        yield from _BARS[bar](made)


if __name__ == "__main__":
    main()
