"""What came of a run: its verdict as a small table, or as one object for scripts."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import typer

from photoapp.console import print_json, print_table, printable
from photoapp.library import Library

if TYPE_CHECKING:
    from photoapp.evaluation.bootstrap import Figure
    from trainer.gate import Comparison, Pair, Verdict

_COLUMNS = ["measure", "before", "after", "gain (95 %)"]


def tell_result(library: Library, run: str, *, as_json: bool) -> None:
    """Print how a finished run was judged, and where its report is.

    Raises:
        TrainingError: the run has no report.

    """
    if as_json:
        print_json(result_shape(library, run))
        return
    verdict = library.personal.report(run).verdict
    for sentence in dict.fromkeys([verdict.sentence, *verdict.reasons]):
        typer.echo(printable(sentence))
    print_table(_COLUMNS, [*_rows(verdict)])
    typer.echo(printable(f"report: {library.personal.report_page(run)}"))


def result_shape(library: Library, run: str) -> dict[str, Any]:
    """Return how a finished run was judged, for JSON.

    Raises:
        TrainingError: the run has no report.

    """
    report, state = library.personal.report(run), library.personal.state(run)
    page, verdict = library.personal.report_page(run), report.verdict
    chief = _sides(verdict.captions or verdict.names)
    return {
        "run": run,
        "state": state.state,
        "better": verdict.better,
        "sentence": verdict.sentence,
        "reasons": list(verdict.reasons),
        "model": report.model,
        "base": report.base,
        "folder": str(page.parent),
        "report": str(page),
        "seconds": round(state.seconds, 1),
        "photos": report.cost.photos,
        "captions": report.cost.captions,
        **(chief or {"before": None, "after": None, "gain": None}),
        "names": _sides(verdict.names),
        "retention": {each.name: _kept(each.summary) for each in verdict.general},
        "agreement": round(verdict.agreement, 4),
    }


def _rows(verdict: "Verdict") -> Iterator[list[str]]:
    for named, compared in (("caption", verdict.captions), ("name", verdict.names)):
        if compared:
            yield from _recall_rows(f"{named} finds photo", compared.text_to_image)
            yield from _recall_rows(f"photo finds {named}", compared.image_to_text)
            yield _row(f"mean of these ({named}s)", compared.summary)
    for general in verdict.general:
        kept = f"{_kept(general.summary):.3f} of before is left"
        yield [*_row(general.name, general.summary)[:-1], kept]


def _recall_rows(what: str, pairs: "Mapping[int, Pair]") -> Iterator[list[str]]:
    for depth, pair in pairs.items():
        yield _row(f"{what}, recall@{depth}", pair)


def _row(name: str, pair: "Pair") -> list[str]:
    gain = pair.gain
    interval = f"{gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"
    return [name, f"{pair.before.value:.3f}", f"{pair.after.value:.3f}", interval]


def _kept(pair: "Pair") -> float:
    """Return the share of what was found before that is found now; 1 where nothing was."""
    return round(pair.after.value / pair.before.value, 4) if pair.before.value else 1.0


def _sides(compared: "Comparison | None") -> dict[str, Any] | None:
    if compared is None:
        return None
    gain = figure_shape(compared.summary.gain)
    sides = {"before": _recalls(compared, after=False), "after": _recalls(compared, after=True)}
    return {**sides, "gain": gain}


def _recalls(compared: "Comparison", *, after: bool) -> dict[str, float]:
    return {
        f"recall@{depth}": round((pair.after if after else pair.before).value, 4)
        for depth, pair in compared.text_to_image.items()
    }


def figure_shape(figure: "Figure") -> dict[str, float]:
    """Return a figure with its interval, for JSON."""
    return {name: round(getattr(figure, name), 4) for name in ("value", "low", "high")}
