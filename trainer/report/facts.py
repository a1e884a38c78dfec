"""What a run cost, with which settings, and what it passed over."""

from collections.abc import Iterable, Sequence

from trainer.report.content import Report
from trainer.report.markup import Markup, element, foreign, together
from trainer.report.wording import counted, duration, memory, percent

METHODS = {"adapter": "Adapter", "lora": "LoRA", "full": "Full fine-tuning"}
_MOST_SKIPPED = 20
_OWN = "the method's own"


def cost_facts(report: Report) -> Markup:
    """Return time, memory, device, and how much there was to learn from."""
    cost = report.cost
    return _facts(
        [
            ("Time", duration(cost.seconds)),
            ("Memory at its highest", memory(cost.peak_bytes)),
            ("Device", cost.device),
            (
                "Learned from",
                f"{counted(cost.photos, 'photo')}, {counted(cost.captions, 'caption')}",
            ),
        ]
    )


def settings_facts(report: Report) -> Markup:
    """Return the settings that another run would need to come to the same model."""
    order = report.order
    rows: list[tuple[str, str]] = [
        ("Run", order.run),
        ("Method", METHODS.get(order.method, order.method)),
        ("Base model", report.base),
        ("New model", report.model),
        ("Compared with", report.compared or report.base),
        ("Answered searches then", report.previous or report.base),
        ("Seed", str(order.seed)),
        ("Epochs", _or_own(order.epochs)),
        ("Learning rate", _or_own(order.rate)),
        ("Batch", _or_own(order.batch)),
    ]
    if order.method == "lora":
        rows.append(("Rank", str(order.rank)))
    if order.method == "full":
        rows.append(("Interpolation", f"{order.interpolation:g}"))
    if order.names:
        rows.append(("Names", foreign(", ".join(order.names), 1000)))
    rows.append(("Retention limit", percent(order.retention)))
    rows.append(("Precision", order.precision))
    rows.append(("Fingerprint of the data", report.fingerprint))
    return _facts(rows)


def skipped_list(skipped: Sequence[str]) -> Markup:
    """Return the sentences about what was passed over; the first of them where there are many."""
    shown = [element("li", foreign(sentence, 500)) for sentence in skipped[:_MOST_SKIPPED]]
    more = len(skipped) - len(shown)
    rest = element("p", f"And {more:,} more, in report.json.") if more else Markup("")
    return together(element("ul", *shown, class_="plain"), rest)


def _facts(rows: Iterable[tuple[str, str]]) -> Markup:
    return element(
        "dl", *[element("div", element("dt", name), element("dd", value)) for name, value in rows]
    )


def _or_own(value: float | None) -> str:
    return _OWN if value is None else f"{value:g}"
