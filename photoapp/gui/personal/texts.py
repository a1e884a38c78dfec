"""What is said of captions, methods and trainings."""

from PySide6.QtCore import QDateTime, QLocale

from photoapp.gui.language import number, tr, tr_n
from photoapp.gui.personal.facts import CaptionFacts, Imported, Measure, MethodFacts, RunFacts
from photoapp.gui.strip.progress_texts import duration

_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000
_LONGEST_EXAMPLE = 40  # characters


def count_text(facts: CaptionFacts) -> str:
    """Return how many captions there are."""
    photos = tr_n("1 photo", "{n} photos", facts.photos)
    text = tr_n("1 caption of {photos}", "{n} captions of {photos}", facts.captions, photos=photos)
    if facts.events > 1:
        text += ", " + tr("taken on {n} occasions", n=number(facts.events))
    return text


def source_text(facts: CaptionFacts) -> str:
    """Return where the captions come from."""
    parts = []
    if facts.from_person:
        parts.append(tr("{n} typed or imported", n=number(facts.from_person)))
    if facts.from_files:
        parts.append(tr("{n} carried by the photos", n=number(facts.from_files)))
    if facts.further:
        parts.append(tr("{n} beside these", n=number(facts.further)))
    if facts.keywords:
        keywords = tr_n("1 photo with keywords", "{n} photos with keywords", facts.keywords)
        parts.append(keywords)
    return "  ·  ".join(parts)


def flaw_text(facts: CaptionFacts) -> str:
    """Return what teaches little, counted."""
    parts = []
    if facts.duplicates:
        text, photos = facts.duplicates[0]
        parts.append(
            tr_n(
                "1 used more than once (“{text}” {times} times)",
                "{n} used more than once (“{text}” {times} times)",
                len(facts.duplicates),
                text=_shortened(text),
                times=number(photos),
            )
        )
    if facts.short:
        parts.append(tr_n("1 very short", "{n} very short", facts.short))
    if facts.other_language:
        many = facts.other_language
        parts.append(tr_n("1 in another language", "{n} in another language", many))
    return "  ·  ".join(parts)


def method_name(method: str) -> str:
    """Return what people call a method."""
    return {
        "adapter": tr("Quick"),
        "lora": tr("Thorough (LoRA)"),
        "full": tr("The whole model"),
    }.get(method, method)


def method_about(method: str) -> str:
    """Return a line that says what a method does."""
    return {
        "adapter": tr("Recommended. Relearns the last step only; no photo is looked at again."),
        "lora": tr(
            "Adapts the model's attention a little everywhere. All photos are looked at anew."
        ),
        "full": tr("Changes all of the model, by little. For thousands of captions and a GPU."),
    }.get(method, "")


def estimate_text(facts: MethodFacts) -> str:
    """Return what a method takes: time, memory, disk."""
    return tr(
        "About {time}, up to {memory} of memory and {disk} on the disk.",
        time=duration(facts.seconds),
        memory=size_text(facts.memory),
        disk=size_text(facts.disk),
    )


def size_text(size: int) -> str:
    """Return a number of bytes, rounded."""
    if size >= _GIGABYTE:
        return tr("{n} GB", n=QLocale().toString(size / _GIGABYTE, "f", 1))
    return tr("{n} MB", n=number(max(1, round(size / _MEGABYTE))))


def stage_text(stage: str, done: int, total: int) -> str:
    """Return what a training does just now."""
    if stage == "reading" and total:
        return tr("Reading photos: {done} of {n}", done=number(done), n=number(total))
    return {
        "reading": tr("Reading photos…"),
        "fitting": tr("Learning…"),
        "judging": tr("Comparing with the present model…"),
        "writing": tr("Writing the report…"),
    }.get(stage, tr("Starting…"))


def state_text(run: RunFacts) -> str:
    """Return in a word or two how a run stands."""
    if run.active:
        return tr("In use")
    return {
        "new": tr("Not begun"),
        "running": tr("Going on"),
        "paused": tr("Paused"),
        "done": tr("Better"),
        "refused": tr("Not proved better"),
        "failed": tr("Failed"),
        "cancelled": tr("Cancelled"),
    }.get(run.state, run.state)


def gain_text(gain: float | None) -> str:
    """Return by how many percent points more photos are found."""
    if gain is None:
        return ""
    sign = "+" if gain > 0 else "\N{MINUS SIGN}" if gain < 0 else "±"
    return tr("{n} %", n=sign + percent(abs(gain)))


def date_text(seconds: float) -> str:
    """Return a time as the user's language writes it."""
    when = QDateTime.fromSecsSinceEpoch(round(seconds))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def measure_text(measure: Measure) -> str:
    """Return what was counted."""
    return {
        "first": tr("Found first"),
        "five": tr("Among the first 5"),
        "ten": tr("Among the first 10"),
        "names": tr("Your names"),
    }.get(measure.kind) or tr("Known before: {what}", what=_known_text(measure.name))


def percent(share: float) -> str:
    """Return a share of 1 in percent, without the sign."""
    return QLocale().toString(round(100 * share))


def left_out_texts(imported: Imported) -> list[str]:
    """Return what of a file of captions was not taken over."""
    texts = []
    if imported.missing:
        texts.append(
            tr_n(
                "1 file that it names is not in your library.",
                "{n} files that it names are not in your library.",
                imported.missing,
            )
        )
    if imported.ambiguous:
        texts.append(
            tr_n(
                "1 file may be any of several photos.",
                "{n} files may be any of several photos.",
                imported.ambiguous,
            )
        )
    if imported.kept:
        texts.append(
            tr_n(
                "1 photo keeps the caption that you wrote.",
                "{n} photos keep the captions that you wrote.",
                imported.kept,
            )
        )
    return [*texts, *imported.said]


def _known_text(name: str) -> str:
    """Return what people call the photos that tell what a model has forgotten."""
    return {"everyday photos": tr("everyday photos")}.get(name, name)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1].rstrip() + "…"
