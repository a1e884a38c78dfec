"""When the model's memory runs out."""

import gc
import sys

from photoapp.errors import ModelError


def free_memory() -> None:
    """Give back what torch keeps for later batches, on whatever it runs."""
    gc.collect()
    # If torch has not been imported, by a model, there is nothing of its to free.
    if torch := sys.modules.get("torch"):
        for backend in (torch.cuda, torch.mps, torch.xpu):
            if backend.is_available():
                backend.empty_cache()


def no_room(device: str) -> ModelError:
    """Return the error of a model that runs out of memory even on a single photo."""
    if device == "cpu":
        advice = "choose a smaller model, or close other programs"
    else:
        advice = 'choose a smaller model, or set "device" to "cpu" in the settings'
    return ModelError(f"The model runs out of memory, even on one photo at a time; {advice}.")
