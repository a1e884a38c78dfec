"""Which models have towers that can be trained."""

from photoapp.encoders.model_card import ModelCard, OpenClip
from photoapp.errors import TrainingError


def described(card: ModelCard) -> OpenClip:
    """Return what a card says of a model of open_clip's.

    Raises:
        TrainingError: it is none.

    """
    if card.open_clip is None:
        message = (
            f"The towers of the model {card.id} can't be trained, only those of open_clip's models;"
            " choose the method adapter, or another model."
        )
        raise TrainingError(message)
    return card.open_clip
