"""What people are told of a model."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from photoapp.gui.language import number, tr, tr_n

if TYPE_CHECKING:
    from photoapp.library import Library, ListedModel

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class ModelFacts:
    """A model as the list shows it; texts are as the library has them, not translated.

    ``state`` is ``ListedModel.state``; ``shipped`` ones come with photoapp and stay. ``found`` is
    the share of captions, in percent, whose photo comes first among 5,000; None if not known.
    """

    name: str
    title: str
    state: str
    megabytes: float
    languages: str
    licence: str
    research_only: bool
    for_whom: str
    found: float | None
    vectors: int
    shipped: bool

    @property
    def is_here(self) -> bool:
        """Whether it need not be fetched."""
        return self.state != "available"


def list_facts(library: "Library") -> list[ModelFacts]:
    """Return what there is to tell of all models. For a background thread."""
    return [_facts(model) for model in library.models.list()]


def _facts(model: "ListedModel") -> ModelFacts:
    curated = model.curated
    installed = model.held.installed if model.held else None
    generation = model.held.generation if model.held else None
    size = installed.byte_size / _MEGABYTE if installed else 0.0
    return ModelFacts(
        name=model.name,
        title=curated.title if curated else model.name,
        state=model.state,
        megabytes=size or (curated.download_mb if curated else 0.0),
        languages=curated.languages if curated else "",
        licence=model.licence,
        research_only=bool(curated and curated.research_only),
        for_whom=curated.for_whom if curated else "",
        found=curated.coco.percent if curated and curated.coco else None,
        vectors=generation.vectors if generation else 0,
        shipped=bool(installed and installed.shipped),
    )


def headline(facts: ModelFacts) -> str:
    """Return the two lines of a list."""
    title = tr("{name} (comes with photoapp)", name=facts.title) if facts.shipped else facts.title
    parts = [_state(facts), tr("{n} MB", n=number(round(facts.megabytes))), tr(facts.languages)]
    if facts.research_only:
        parts.append(tr("for research only"))
    return f"{title}\n{'  ·  '.join(part for part in parts if part)}"


def description(facts: ModelFacts) -> str:
    """Return sentences about a model."""
    parts = [tr(facts.for_whom), _quality(facts)]
    if facts.licence:
        parts.append(tr("Licence: {licence}.", licence=tr(facts.licence)))
    if facts.vectors:
        parts.append(
            tr_n("It has looked at 1 photo.", "It has looked at {n} photos.", facts.vectors)
        )
    return "\n".join(part for part in parts if part)


def _state(facts: ModelFacts) -> str:
    return {
        "serving": tr("answers searches"),
        "building": tr("is to take over"),
        "kept": tr("was used before"),
        "installed": tr("is here"),
    }.get(facts.state, "")


def _quality(facts: ModelFacts) -> str:
    if facts.found is None:
        return ""
    return tr(
        "Of 100 photos looked for by a caption, among 5,000, it finds {n} at the first place.",
        n=round(facts.found),
    )
