"""What somebody wants a model to learn, and from what."""

from dataclasses import dataclass
from pathlib import Path

from trainer.job.order import Method


@dataclass(frozen=True)
class Wish:
    """A training that is wanted.

    ``captions_file`` is a file or folder of captions of photos, which need not be in the library;
    None means the library's own. ``model`` is what is personalised, as ``models list`` names it;
    None is the model that answers, or what that was made of. ``names`` are particular people, pets
    and things. ``epochs``, ``rate`` and ``batch`` of None are the method's own. ``keywords`` says
    that keywords and accepted labels are learned from as well. ``run`` is what the training will be
    called, None for its date.
    """

    method: Method = "adapter"
    captions_file: Path | None = None
    model: str | None = None
    names: tuple[str, ...] = ()
    seed: int = 0
    epochs: int | None = None
    rate: float | None = None
    batch: int | None = None
    retention: float = 0.98
    keywords: bool = True
    run: str | None = None
