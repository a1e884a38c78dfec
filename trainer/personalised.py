"""Writing a personalised model, whichever method made it: its folder, and what its card says."""

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from photoapp.encoders.model_card import Personalised
from photoapp.errors import TrainingError
from trainer.job.data import TrainingData
from trainer.job.order import Order

_ABOUT_THIS_MACHINE = frozenset(
    ["model", "previous", "searches", "device", "precision", "cores", "warmest", "made_at"]
)
# The card says these beside the settings.
_SAID_APART = frozenset(["run", "names"])


@contextmanager
def written_anew(folder: Path) -> Iterator[Path]:
    """Give a folder to write a model into, which takes the place of ``folder`` at the end.

    Raises:
        TrainingError: it can't be written.

    """
    incoming = folder.with_name(f"{folder.name}.incoming")
    try:
        shutil.rmtree(incoming, ignore_errors=True)
        incoming.mkdir(parents=True)
        yield incoming
        shutil.rmtree(folder, ignore_errors=True)
        incoming.rename(folder)
    except OSError as error:
        reason = error.strerror or error
        message = f"The model can't be written into {folder.parent} ({reason}); make room there."
        raise TrainingError(message) from error


def personalised(
    order: Order,
    data: TrainingData,
    base: str,
    *,
    names: Sequence[str] = (),
    longer: int = 0,
    learned: Collection[int] | None = None,
) -> Personalised:
    """Return how a model came of the one whose id is ``base``, and of a run's captions.

    ``learned`` are the rows of the photos that it learned from, None if those are all.
    """
    from trainer.report import data_fingerprint

    photos = data.photos if learned is None else [data.photos[row] for row in learned]
    return Personalised(
        base=base,
        run=order.run,
        made_at=order.made_at,
        method=order.method,
        photos=len(photos),
        captions=sum(len(photo.captions) for photo in photos),
        fingerprint=data_fingerprint(data.photos),
        settings=_settings(order),
        names=tuple(names),
        longer=longer,
    )


def _settings(order: Order) -> dict[str, object]:
    """Return what was ordered, without what is about this machine."""
    left_out = _ABOUT_THIS_MACHINE | _SAID_APART
    return {name: v for name, v in msgspec.to_builtins(order).items() if name not in left_out}
