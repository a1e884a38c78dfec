"""What the page is told: plain values, whoever found them out."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CaptionFacts:
    """The library's captions, counted; ``advice`` are sentences that say what more would help.

    ``from_person`` photos show a caption that was typed or imported, ``from_files`` one that they
    carry; ``further`` captions are beside these. ``duplicates`` are texts that several photos have,
    with how many do, the commonest first.
    """

    photos: int = 0
    captions: int = 0
    from_person: int = 0
    from_files: int = 0
    further: int = 0
    duplicates: tuple[tuple[str, int], ...] = ()
    short: int = 0
    other_language: int = 0
    keywords: int = 0
    events: int = 0
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """How a model is to be personalised."""

    method: str = "adapter"
    names: tuple[str, ...] = ()
    keywords: bool = True


@dataclass(frozen=True)
class MethodFacts:
    """What a method would take; ``refusal`` says why it can't be used, and is empty if it can.

    ``memory`` and ``disk`` are in bytes.
    """

    method: str
    seconds: float = 0.0
    memory: int = 0
    disk: int = 0
    refusal: str = ""


@dataclass(frozen=True)
class RunFacts:
    """One training: ``state`` is a ``RunState``'s, ``made_at`` seconds since 1970.

    ``gain`` is by what share more photos are found than before, None where that is not known.
    ``active`` is whether its model answers searches. ``stage`` and ``seconds_left`` are those of
    one that goes on.
    """

    name: str
    method: str
    made_at: float
    photos: int
    state: str
    sentence: str = ""
    gain: float | None = None
    active: bool = False
    stage: str = ""
    seconds_left: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether it goes on, or waits to."""
        return self.state in ("new", "running", "paused")

    @property
    def is_judged(self) -> bool:
        """Whether it has come to a verdict."""
        return self.state in ("done", "refused")


@dataclass(frozen=True)
class Measure:
    """A share of photos, from 0 to 1, before and after.

    ``kind`` is "first", "five" or "ten" (photos found by their own caption, how far in front),
    "names", or "general" for what the model could do before, which ``name`` then tells.
    """

    kind: str
    before: float
    after: float
    name: str = ""


@dataclass(frozen=True)
class Example:
    """A photo that its own caption finds at another place than before; places count from 1.

    ``photo_id`` is None where the photo is not in the library.
    """

    photo_id: int | None
    path: str
    caption: str
    before: int
    after: int


@dataclass(frozen=True)
class SearchPair:
    """A saved search, and the photos it finds before and after."""

    name: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class VerdictFacts:
    """Whether a run's model is better, and what shows it.

    ``names_alone`` is whether that was judged by names, and not by captions.
    """

    run: str
    better: bool
    sentence: str
    reasons: tuple[str, ...] = ()
    photos: int = 0
    names_alone: bool = False
    measures: tuple[Measure, ...] = ()
    improved: tuple[Example, ...] = ()
    worsened: tuple[Example, ...] = ()
    searches: tuple[SearchPair, ...] = ()

    @property
    def photo_ids(self) -> list[int]:
        """All photos that show it."""
        examples = (example.photo_id for example in (*self.improved, *self.worsened))
        found = (i for search in self.searches for i in (*search.before, *search.after))
        return list(dict.fromkeys(i for i in (*examples, *found) if i is not None))


@dataclass(frozen=True)
class PersonalFacts:
    """All that the page shows when nothing is going on."""

    captions: CaptionFacts = field(default_factory=CaptionFacts)
    runs: tuple[RunFacts, ...] = ()


@dataclass(frozen=True)
class TrainingEnd:
    """How a training stands that goes on no more; ``state`` is a ``RunState``'s.

    ``names_alone`` is whether it has learned names, and nothing of captions.
    """

    run: str
    state: str
    sentence: str = ""
    names_alone: bool = False


@dataclass(frozen=True)
class Imported:
    """What an import did: ``captions`` came.

    ``missing`` files are not in the library, ``ambiguous`` ones may be any of several photos, and
    ``kept`` photos have a caption by a person, which was left. ``said`` are sentences about the
    file; ``change`` is what can be taken back, None where nothing changed.
    """

    captions: int
    missing: int = 0
    ambiguous: int = 0
    kept: int = 0
    said: tuple[str, ...] = ()
    change: object = None


def foremost_run(runs: Sequence[RunFacts]) -> RunFacts | None:
    """Return the training that goes on, else one that waits to, else the last if it has failed.

    Args:
        runs: all trainings, the newest first.

    """
    opened = sorted((run for run in runs if run.is_open), key=lambda run: run.state != "running")
    failed = [run for run in runs[:1] if run.state == "failed"]
    return next(iter((*opened, *failed)), None)
