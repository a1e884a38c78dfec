"""What a training came to, as the page of personalising shows it; for background threads."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from photoapp.errors import NotInLibraryError
from photoapp.gui.personal.facts import Example, Measure, SearchPair, VerdictFacts

if TYPE_CHECKING:
    from photoapp.library import Library
    from trainer.gate import Comparison, Verdict
    from trainer.gate import Example as JudgedExample

_DEPTHS = {1: "first", 5: "five", 10: "ten"}


def verdict_of(library: "Library", run: str) -> VerdictFacts:
    """Return what a run came to.

    Raises:
        TrainingError: its report can't be read.

    """
    verdict = library.personal.report(run).verdict
    captions = verdict.captions
    return VerdictFacts(
        run,
        verdict.better,
        verdict.sentence,
        tuple(verdict.reasons),
        captions.photos if captions is not None else 0,
        is_names_alone(verdict),
        tuple(_measures(verdict)),
        tuple(_example(library, each) for each in verdict.improved),
        tuple(_example(library, each) for each in verdict.worsened),
        tuple(
            SearchPair(each.name, _ids(library, each.before), _ids(library, each.after))
            for each in verdict.searches
        ),
    )


def is_names_alone(verdict: "Verdict") -> bool:
    """Return whether a model was judged by names, and not by captions."""
    return verdict.captions is None and verdict.names is not None


def _measures(verdict: "Verdict") -> Iterable[Measure]:
    if verdict.captions is not None:
        for depth, kind in _DEPTHS.items():
            pair = verdict.captions.text_to_image[depth]
            yield Measure(kind, pair.before.value, pair.after.value)
    if verdict.names is not None:
        yield _summary("names", verdict.names)
    for comparison in verdict.general:
        yield _summary("general", comparison)


def _summary(kind: str, comparison: "Comparison") -> Measure:
    pair = comparison.summary
    return Measure(kind, pair.before.value, pair.after.value, comparison.name)


def _example(library: "Library", example: "JudgedExample") -> Example:
    photo_id = _id(library, example.photo)
    before, after = example.rank_before, example.rank_after
    return Example(photo_id, example.photo, example.caption, before, after)


def _ids(library: "Library", paths: Sequence[str]) -> tuple[int, ...]:
    found = (_id(library, path) for path in paths)
    return tuple(photo_id for photo_id in found if photo_id is not None)


def _id(library: "Library", path: str) -> int | None:
    try:
        return library.photo_at(Path(path))
    except NotInLibraryError:
        return None
