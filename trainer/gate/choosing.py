"""What of a new model may be activated: all of it, or its names alone."""

from dataclasses import replace

from trainer.gate import wording
from trainer.gate.judging import judge
from trainer.gate.verdict import Verdict
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import Fitted


def choose(fitted: Fitted, data: TrainingData, order: Order) -> tuple[Fitted, Verdict]:
    """Return what was fitted with the gate's verdict; or its names alone, if only those are better.

    Of names alone the verdict's reasons say why the rest was left out.
    """
    verdict = judge(fitted, data, order)
    if verdict.better or fitted.names_alone is None or not fitted.names:
        return fitted, verdict
    names = fitted.names_alone()
    judged = judge(names, data, order)
    if not judged.better:
        return fitted, verdict
    return names, replace(judged, reasons=(wording.names_alone(verdict.sentence),))
