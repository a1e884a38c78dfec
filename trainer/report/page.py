"""``report.html``: one page that needs no other file, no network and no script."""

from collections.abc import Iterator

from trainer.report.comparisons import captions_table, general_table, names_table
from trainer.report.content import Report
from trainer.report.curves import learning_curves
from trainer.report.facts import METHODS, cost_facts, settings_facts, skipped_list
from trainer.report.markup import Markup, element
from trainer.report.showing import (
    Pictures,
    chosen_searches,
    example_list,
    searches_side_by_side,
)
from trainer.report.style import STYLE
from trainer.report.wording import day, percent

_BETTER = "This model finds your photos better"
_NAMES_ALONE = "This model finds what you have given names"
_NOT_BETTER = "This model is not proven better"
# A browser is told to run and to fetch nothing, whatever a caption may hold.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def shown_photos(report: Report) -> Iterator[str]:
    """Yield the paths of the photos that the page shows."""
    verdict = report.verdict
    for search in chosen_searches(verdict.searches):
        yield from (*search.before, *search.after)
    yield from (example.photo for example in (*verdict.improved, *verdict.worsened))


def page(report: Report, pictures: Pictures) -> str:
    """Return the page; ``pictures`` are data URIs of photos by their paths."""
    sections = [section for section in _sections(report, pictures) if section]
    body = element("body", element("main", _headline(report), *sections))
    return f"<!DOCTYPE html>\n{element('html', _head(report), body, lang='en')}\n"


def _head(report: Report) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{_title(report)}, {report.order.run}"),
        element("style", Markup(STYLE)),
    )


def _title(report: Report) -> str:
    verdict = report.verdict
    if not verdict.better:
        return _NOT_BETTER
    return _NAMES_ALONE if verdict.names and not verdict.captions else _BETTER


def _headline(report: Report) -> Markup:
    order, verdict = report.order, report.verdict
    facts = f"{day(order.made_at)} · {METHODS.get(order.method, order.method)} on {report.base}"
    others = [reason for reason in verdict.reasons if reason != verdict.sentence]
    reasons = [element("li", reason) for reason in others]
    return element(
        "header",
        element("p", facts, class_="quiet"),
        element("h1", _title(report)),
        element("p", verdict.sentence, class_="lead"),
        element("ul", *reasons, class_="reasons") if reasons else Markup(""),
        class_="better" if verdict.better else "refused",
    )


def _sections(report: Report, pictures: Pictures) -> Iterator[Markup]:
    verdict = report.verdict
    if verdict.captions:
        yield _section("Your captions", captions_table(verdict.captions))
    if verdict.names:
        yield _section("Your names", names_table(verdict.names))
    yield _general(report)
    if report.curve:
        note = "Each part is drawn faint, the mean of all bold."
        parts = len({epoch.part for epoch in report.curve})
        yield _section(
            "How it learned",
            learning_curves(report.curve),
            element("p", note, class_="quiet") if parts > 1 else Markup(""),
        )
    if verdict.searches:
        side_by_side = searches_side_by_side(verdict.searches, pictures)
        yield _section("Your saved searches", side_by_side)
    if verdict.improved or verdict.worsened:
        yield _examples(report, pictures)
    yield _section("What it cost", cost_facts(report))
    yield _section("Settings", settings_facts(report))
    if report.skipped:
        yield _section("What was skipped", skipped_list(report.skipped))


def _general(report: Report) -> Markup:
    verdict, parts = report.verdict, []
    if verdict.general:
        parts.append(general_table(verdict.general, report.order.retention))
    if verdict.agreement < 1:  # 1 may also mean that too few photos are known
        share = percent(verdict.agreement)
        text = f"Of your library's photos, {share} keep the everyday word that fits them best."
        parts.append(element("p", text))
    return _section("What it could do before", *parts) if parts else Markup("")


def _examples(report: Report, pictures: Pictures) -> Markup:
    verdict = report.verdict
    note = "At place 1, a search for the caption finds its photo first."
    rose = example_list("Got better", verdict.improved, pictures)
    fell = example_list("Got worse", verdict.worsened, pictures)
    return _section(
        "Examples", element("p", note, class_="quiet"), element("div", rose, fell, class_="sides")
    )


def _section(title: str, *content: Markup) -> Markup:
    return element("section", element("h2", title), *content)
