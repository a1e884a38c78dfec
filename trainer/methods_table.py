"""The methods that may be ordered, by name."""

from collections.abc import Mapping

from trainer.adapter import ADAPTER
from trainer.methods import FineTuning
from trainer.towers.tuning import FULL, LORA

METHODS: Mapping[str, FineTuning] = {"adapter": ADAPTER, "lora": LORA, "full": FULL}
