"""How right a label's suggestions are, in words."""

from typing import TYPE_CHECKING

from photoapp.gui.language import number, tr, tr_n

if TYPE_CHECKING:
    from photoapp.library.labels import Reliability

# From so many answers on a label no longer rests mostly on what labels are like in general.
ENOUGH = 10


def means_text(suggested: int, reliability: "Reliability") -> str:
    """Return what the precision asked for means for the photos at hand."""
    if reliability.threshold is None:
        return tr(
            "No photo is sure enough to be suggested. "
            "Review some photos, or be content with fewer right ones."
        )
    if not suggested:
        return tr("No photo waits for an answer: none that is undecided is sure enough.")
    parts = [tr_n("1 photo suggested", "{n} photos suggested", suggested)]
    if right := _right_text(suggested, reliability):
        parts.append(right)
    text = ", ".join(parts)
    if reliability.recall is not None:
        percent = number(round(100 * reliability.recall))
        text += "; " + tr("finds about {n} % of all", n=percent)
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def rests_text(answers: int) -> str:
    """Return what a label's figures rest on: answers of people who were asked about a photo."""
    if not answers:
        return tr(
            "Nothing reviewed yet: a first guess until about {enough} photos are.",
            enough=number(ENOUGH),
        )
    if answers < ENOUGH:
        return tr_n(
            "Rests on 1 photo reviewed; mostly a first guess until there are about {enough}.",
            "Rests on {n} photos reviewed; mostly a first guess until there are about {enough}.",
            answers,
            enough=number(ENOUGH),
        )
    return tr("Rests on {n} photos reviewed.", n=number(answers))


def percent_text(precision: float) -> str:
    """Return the precision asked for."""
    return tr("{n} % right", n=number(round(100 * precision)))


def _right_text(suggested: int, reliability: "Reliability") -> str:
    expected, low, high = reliability.expected, reliability.low, reliability.high
    if expected is None:
        return ""
    right = number(round(suggested * expected))
    if low is None or high is None:
        return tr("about {right} of them right", right=right)
    least, most = round(suggested * low), round(suggested * high)
    if least == most:
        return tr("about {right} of them right", right=right)
    return tr(
        "about {right} of them right ({least}–{most})",  # noqa: RUF001 - a range
        right=right,
        least=number(least),
        most=number(most),
    )
