"""What the page of personalising asks of the library, in background threads."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from photoapp.errors import PhotoappError, TrainingError
from photoapp.events import Listener, TrainingNote
from photoapp.gui.main.verdict_work import is_names_alone
from photoapp.gui.personal.choice_section import METHODS
from photoapp.gui.personal.facts import (
    CaptionFacts,
    Choice,
    Imported,
    MethodFacts,
    PersonalFacts,
    RunFacts,
    TrainingEnd,
    foremost_run,
)

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.library.browsing import Facets
    from photoapp.library.captions import CaptionsOverview
    from photoapp.library.personal import Activation, RunCard, Wish
    from trainer.methods import Estimate

_MOST_NAMES, _LEAST_PHOTOS = 16, 3


def facts_of(library: "Library") -> PersonalFacts:
    """Return all that the page shows when nothing is going on."""
    runs = sorted(library.personal.runs(), key=lambda run: run.made_at, reverse=True)
    return PersonalFacts(
        _caption_facts(library.captions.overview()), tuple(_run_facts(library, run) for run in runs)
    )


def open_run(library: "Library", seen: RunFacts | None = None) -> RunFacts | None:
    """Return the training that goes on, else one that waits to or has failed, None without one.

    Args:
        library: whose.
        seen: the one that went on when last looked at. While it does so its state is all that is
            read: there is one at a time.

    """
    if seen is not None and (now := _going_on(library, seen)) is not None:
        return now
    return foremost_run([_run_facts(library, card) for card in library.personal.runs()])


def pause_training(library: "Library", run: str) -> None:
    """Let a training rest that another process began.

    Raises:
        TrainingError: it can't be stopped.

    """
    library.personal.pause(run)


def methods_of(library: "Library", choice: Choice) -> tuple[MethodFacts, ...]:
    """Return what each method would take, or why it can't be used."""
    try:
        found = library.personal.estimates(_wish(choice))
    except PhotoappError as error:
        return tuple(MethodFacts(method, refusal=str(error)) for method in METHODS)
    return tuple(_method_facts(method, found[method]) for method in METHODS)


def begin_training(
    library: "Library", choice: Choice, listener: Listener, stop: threading.Event
) -> TrainingEnd:
    """Prepare a training and run it until it ends or is to stop.

    Raises:
        TrainingError: there is nothing to learn from, or no room.

    """
    said: list[str] = []
    run = library.personal.prepare(_wish(choice), said.append)
    for sentence in said:
        listener(TrainingNote(run, sentence))
    return go_on_training(library, run, listener, stop)


def go_on_training(
    library: "Library", run: str, listener: Listener, stop: threading.Event
) -> TrainingEnd:
    """Run a training that is prepared until it ends or is to stop.

    Raises:
        TrainingError: it can't be begun.

    """
    if stop.is_set():
        return TrainingEnd(run, "paused")
    state = library.personal.train(run, listener, stop)
    names_alone = state.state == "done" and _told_names_alone(library, run)
    return TrainingEnd(run, state.state, state.sentence or "", names_alone)


def discard_training(library: "Library", run: str) -> None:
    """Delete a training; a model of it that answers searches stays.

    Raises:
        TrainingError: it can't be deleted.

    """
    library.personal.discard(run)


def activate(
    run: str, library: "Library", listener: Listener, stop: threading.Event
) -> "Activation":
    """Let the model of a run answer searches.

    Raises:
        TrainingError: it is not better, or its files are gone.

    """
    return library.personal.activate(run, listener=listener, stop=stop)


def go_back(library: "Library", listener: Listener, stop: threading.Event) -> "Activation":
    """Let the model answer that did before the present one.

    Raises:
        TrainingError: there is none.

    """
    return library.personal.rollback(listener=listener, stop=stop)


def report_of(library: "Library", run: str) -> Path:
    """Return the page that tells all of a run.

    Raises:
        TrainingError: there is none.

    """
    return library.personal.report_page(run)


def bring_captions(library: "Library", path: Path) -> Imported:
    """Take over the captions of a file, or of those beside a folder's photos.

    Raises:
        DataFileError: they can't be read.

    """
    said: list[str] = []
    before = library.changes.next_undo
    report = library.captions.import_file(path, tell=said.append)
    change = library.changes.next_undo
    return Imported(
        report.captions,
        len(report.missing),
        len(report.ambiguous),
        len(report.kept),
        tuple(said),
        change if change is not before else None,
    )


def suggested_names(facets: "Facets") -> list[str]:
    """Return labels and keywords that look like names, those of most photos first."""
    counted = {each.name: each.photos for each in facets.keywords}
    counted |= {label.name: label.tagged for label in facets.labels}
    names = sorted(counted, key=lambda name: counted[name], reverse=True)
    named = (name for name in names if counted[name] >= _LEAST_PHOTOS)
    return [name for name in named if name[:1].isupper() and not name.isupper()][:_MOST_NAMES]


def write_captions(library: "Library", path: Path) -> int:
    """Write all captions to a file, and return how many.

    Raises:
        DataFileError: it can't be written.

    """
    from photoapp.library.captions import format_of  # noqa: PLC0415 - imported with the library

    return library.captions.export(path, format_of(path))


def _wish(choice: Choice) -> "Wish":
    from photoapp.library.personal import Wish  # noqa: PLC0415 - imported with the library

    return Wish(method=choice.method, names=choice.names, keywords=choice.keywords)


def _method_facts(method: str, found: "Estimate | TrainingError") -> MethodFacts:
    if isinstance(found, TrainingError):
        return MethodFacts(method, refusal=str(found))
    return MethodFacts(method, found.seconds, found.memory, found.bytes_on_disk)


def _caption_facts(overview: "CaptionsOverview") -> CaptionFacts:
    return CaptionFacts(
        photos=overview.photos,
        captions=overview.captions,
        from_person=overview.from_person,
        from_files=overview.from_files,
        further=overview.further,
        duplicates=tuple((text, count) for text, count in overview.duplicates),
        short=overview.short,
        other_language=overview.other_language,
        keywords=overview.keywords,
        events=overview.events,
        advice=tuple(overview.advice),
    )


def _run_facts(library: "Library", card: "RunCard") -> RunFacts:
    state = library.personal.state(card.run) if card.state == "running" else None
    return RunFacts(
        name=card.run,
        method=card.method,
        made_at=card.made_at,
        photos=card.photos,
        state=card.state,
        sentence=card.sentence,
        gain=None if card.gain is None else card.gain.value,
        active=card.active,
        stage=state.stage if state else "",
        seconds_left=state.seconds_left if state else None,
    )


def _going_on(library: "Library", seen: RunFacts) -> RunFacts | None:
    """Return how a training stands that was seen going on, None if it does so no more."""
    try:
        state = library.personal.state(seen.name)
    except TrainingError:  # it is gone
        return None
    if state.state != "running":
        return None
    return replace(seen, stage=state.stage, seconds_left=state.seconds_left)


def _told_names_alone(library: "Library", run: str) -> bool:
    try:
        return is_names_alone(library.personal.report(run).verdict)
    except TrainingError:  # the page says so
        return False
