"""Captions that a part's model has not met in training."""

from dataclasses import replace

from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.methods import HeldOutPart
from trainer.splits.groups import caption_keys, text_key


def without_learned_captions(part: HeldOutPart, data: TrainingData) -> HeldOutPart:
    """Return the part without those captions of its photos that were learned of other photos.

    Folds share none; a split that people made themselves may. What is not in ``rows`` stays.
    """
    held_out = {int(data.folds[row]) for row in part.rows if row >= 0}
    learned = {
        key
        for photo, fold in zip(data.photos, data.folds, strict=True)
        if fold != NEVER_LEARNED and int(fold) not in held_out
        for key in caption_keys(photo)
    }
    met = {i for i, text in enumerate(part.texts) if text_key(text) in learned}
    captions = [
        [text for text in own if row < 0 or text not in met]
        for own, row in zip(part.captions, part.rows, strict=True)
    ]
    return replace(part, captions=captions)
