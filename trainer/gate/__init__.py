"""Whether a model may be activated: what it does on photos that it has not seen."""

from trainer.gate.choosing import choose
from trainer.gate.judging import judge
from trainer.gate.verdict import Comparison, Example, Pair, SearchPair, Verdict

__all__ = ["Comparison", "Example", "Pair", "SearchPair", "Verdict", "choose", "judge"]
