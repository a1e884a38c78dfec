"""Which model the new one is compared with."""

from pathlib import Path

from photoapp.encoders.feature_family import feature_family
from photoapp.encoders.model_card import ModelCard, read_model_card
from photoapp.errors import ModelError
from trainer.job.order import Order


def folder_before(order: Order) -> Path:
    """Return the folder of the model that the new one must do better than.

    That is the one which serves, but for two kinds, for which the base stands in. A personalised
    one has learned of the very photos that are held out here, so that it seems better than it is
    on others. And one that sees photos in another way knows nothing by the features at hand.
    """
    base = Path(order.model)
    if order.previous is None:
        return base
    previous = Path(order.previous)
    try:
        unfair = why_not_before(read_model_card(previous), read_model_card(base))
    except ModelError:  # it was removed meanwhile
        return base
    return base if unfair else previous


def why_not_before(serving: ModelCard, base: ModelCard) -> str:
    """Return why a model that serves is not what a new one is compared with; empty if it is."""
    if serving.personal:
        return f"{serving.id} has learned from captions of yours already"
    if feature_family(serving) != feature_family(base):
        return f"{serving.id} sees photos in another way"
    return ""
