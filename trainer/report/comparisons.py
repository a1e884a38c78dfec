"""Before and after, in figures: the user's captions, names, and what the model could do before."""

from collections.abc import Iterator, Sequence

from photoapp.evaluation.bootstrap import Figure
from trainer.gate.verdict import Comparison, Pair
from trainer.report.markup import Markup, element, together
from trainer.report.wording import counted, interval, percent, points, points_interval

_LEAST_DOUBT = 0.001
_BY_CHANCE = "A model that had learned nothing would gain as much by chance in {} of trials."
_NAMES_BY_CHANCE = (
    "If no name meant anything, the best of all that were tried would come as far ahead by chance "
    "in {} of trials."
)
_SMALL = "In small figures: the 95\N{NO-BREAK SPACE}% interval."


def captions_table(comparison: Comparison) -> Markup:
    """Return the table of how well captions and photos find each other."""
    return _table(comparison, "caption")


def names_table(comparison: Comparison) -> Markup:
    """Return the table of how well names find their photos."""
    return _table(comparison, "name")


def general_table(comparisons: Sequence[Comparison], retention: float) -> Markup:
    """Return the table of what the model could do before it met this user."""
    head = _head("Before", "After", "Kept")
    rows = [_kept_row(comparison, retention) for comparison in comparisons]
    text = "Mean of recall@1, 5 and 10 on photos that are not yours"
    limit = f"{percent(retention)} of it must be kept"
    caption = element("caption", f"{text}; {limit}. {_SMALL}")
    return _scrolling(element("table", caption, head, element("tbody", *rows), class_="figures"))


def _table(comparison: Comparison, query: str) -> Markup:
    """Return the recall both ways, where both were taken, ending in the mean of all."""
    sought = f"{counted(comparison.queries, query)} of {counted(comparison.photos, 'photo')}"
    among = counted(comparison.gallery, "photo")
    text = f"{sought} that it had not learned from, sought among {among}. {_SMALL}"
    scale = element("th", *_legend(), scope="col", class_="plot")
    head = _head("Before", "After", "Gain in points", more=scale)
    groups = [
        _group(f"{query.capitalize()} finds photo", comparison.text_to_image),
        _group(f"Photo finds {query}", comparison.image_to_text),
        element("tbody", _row("Mean of all", comparison.summary), class_="decisive"),
    ]
    table = element("table", element("caption", text), head, *groups, class_="figures")
    return together(_scrolling(table), _doubt(comparison))


def _doubt(comparison: Comparison) -> Markup:
    doubt = comparison.doubt
    if doubt >= 1:  # nobody has asked
        return Markup("")
    share = percent(doubt) if doubt >= _LEAST_DOUBT else f"less than {percent(_LEAST_DOUBT)}"
    said = _BY_CHANCE if comparison.image_to_text else _NAMES_BY_CHANCE
    return element("p", said.format(share), class_="quiet")


def _scrolling(table: Markup) -> Markup:
    return element("div", table, class_="wide")


def _legend() -> Iterator[Markup | str]:
    yield from (element("b", "●", class_="old"), " before \N{NO-BREAK SPACE}")
    yield from (element("b", "●", class_="new"), " after")


def _head(*columns: str, more: Markup | None = None) -> Markup:
    cells = [element("th", column, scope="col", class_="number") for column in columns]
    first = element("td")
    return element("thead", element("tr", first, *cells, *([more] if more else [])))


def _group(title: str, pairs: dict[int, Pair]) -> Markup:
    if not pairs:
        return Markup("")
    heading = element("tr", element("th", title, colspan=5, scope="rowgroup"), class_="group")
    rows = [
        _row(f"In the first {depth}" if depth > 1 else "First", pairs[depth])
        for depth in sorted(pairs)
    ]
    return element("tbody", heading, *rows)


def _row(title: str, pair: Pair) -> Markup:
    return element(
        "tr",
        element("th", title, scope="row"),
        _cell(percent(pair.before.value), interval(pair.before)),
        _cell(percent(pair.after.value), interval(pair.after), "after"),
        _cell(points(pair.gain.value), points_interval(pair.gain)),
        element("td", _moved(pair), class_="plot"),
    )


def _kept_row(comparison: Comparison, retention: float) -> Markup:
    before, after = comparison.summary.before, comparison.summary.after
    kept = after.value / before.value if before.value else 1.0
    note = "within the limit" if kept >= retention else "below the limit"
    return element(
        "tr",
        element("th", comparison.name, scope="row"),
        _cell(percent(before.value), interval(before)),
        _cell(percent(after.value), interval(after), "after"),
        _cell(percent(kept), note, "" if kept >= retention else "short"),
    )


def _cell(value: str, note: str, kind: str = "") -> Markup:
    parts = together(element("span", value), " ", element("small", note))
    return element("td", parts, class_=f"number {kind}".strip())


def _moved(pair: Pair) -> Markup:
    """Return a small plot of a pair; the row's figures say the same, so nobody reads it aloud."""
    marks = together(
        element("line", class_="track", x1=4, x2=204, y1=12, y2=12),
        *_mark(pair.before, "old", 8),
        *_mark(pair.after, "new", 16),
    )
    return element("svg", marks, viewBox="0 0 208 24", width=208, height=24, aria_hidden="true")


def _mark(figure: Figure, kind: str, y: float) -> Iterator[Markup]:
    low, value, high = (
        f"{4 + 200 * share:.1f}" for share in (figure.low, figure.value, figure.high)
    )
    yield element("line", class_=kind, x1=low, x2=high, y1=y, y2=y)
    yield element("circle", class_=kind, cx=value, cy=y, r=4)
