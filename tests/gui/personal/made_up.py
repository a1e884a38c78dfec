"""What the page is told, made up."""

from photoapp.gui.personal.facts import (
    CaptionFacts,
    Example,
    Measure,
    MethodFacts,
    RunFacts,
    SearchPair,
    VerdictFacts,
)

CAPTIONS = CaptionFacts(
    photos=298,
    captions=312,
    from_person=210,
    from_files=88,
    further=14,
    duplicates=(("a dog", 7),),
    short=12,
    events=23,
    advice=("Write captions of photos from other days.",),
)
METHODS = (
    MethodFacts("adapter", 240, 620_000_000, 38_000_000),
    MethodFacts("lora", 7300, 2_900_000_000, 160_000_000),
    MethodFacts("full", refusal="This model can't be trained as a whole."),
)


def run(
    name: str,
    state: str = "done",
    *,
    active: bool = False,
    gain: float | None = 0.34,
    sentence: str = "",
    made_at: float = 1.79e9,
) -> RunFacts:
    return RunFacts(name, "adapter", made_at, 298, state, sentence, gain, active)


def verdict(name: str, *, better: bool = True) -> VerdictFacts:
    if not better:
        return VerdictFacts(name, False, "Too few to prove anything.", ("Write 40 more.",))
    return VerdictFacts(
        name,
        True,
        "It is better.",
        photos=88,
        measures=(Measure("first", 0.08, 0.42), Measure("ten", 0.33, 0.93)),
        improved=(Example(1, "/photos/a.jpg", "Two girls build a sand castle", 41, 1),),
        worsened=(Example(None, "/photos/gone.jpg", "A cyclist", 1, 4),),
        searches=(SearchPair("Sand", (1, 2), (2, 3)), SearchPair("Cars", (4,), (5,))),
    )
