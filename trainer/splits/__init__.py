"""Which photos are held out, so that nothing of them is learned beside them."""

from trainer.splits.folds import assign_folds
from trainer.splits.groups import photo_groups, text_key

__all__ = ["assign_folds", "photo_groups", "text_key"]
