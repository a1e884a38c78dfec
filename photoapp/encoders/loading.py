"""From a model's name, or the folder it lies in, to the model or the half of it that is needed.

``name`` is that of a model that comes with photoapp, or a bundle's folder.
"""

from pathlib import Path

from photoapp.encoders import starter
from photoapp.encoders.installed import DEFAULT_MODEL, find_model
from photoapp.encoders.model_card import ModelCard, read_model_card
from photoapp.encoders.personal.correction import base_card, is_personal, load_correction
from photoapp.encoders.personal.photos import PersonalPhotos
from photoapp.encoders.personal.whole import Personal
from photoapp.encoders.personal.words import PersonalWords
from photoapp.encoders.protocol import Encoder, ImageEncoder, Preprocessor, TextEncoder
from photoapp.errors import ModelError


def model_card(name: str = DEFAULT_MODEL) -> ModelCard:
    """Return what a model is, without loading it.

    Raises:
        ModelError: there is no such model, or its description can't be read.

    """
    return read_model_card(find_model(name))


def load_encoder(
    name: str = DEFAULT_MODEL, device: str = "cpu", precision: str = "float32"
) -> Encoder:
    """Load a whole model onto a device ("auto" chooses one), in a precision.

    Raises:
        ModelError: there is no such model, its files are missing or altered, or there is no
            such device.

    """
    folder, card = _opened(name)
    if is_personal(card):
        return Personal(
            card,
            _photos(base_card(card), folder, device, precision),
            _words(base_card(card), folder),
            load_correction(card, folder),
        )
    if card.open_clip:
        from photoapp.encoders.clip.whole import Clip

        return Clip(card, folder, device, precision)
    return starter.Starter(card, folder, _torch_device(device))


def load_image_encoder(
    name: str = DEFAULT_MODEL, device: str = "cpu", precision: str = "float32"
) -> ImageEncoder:
    """Load only the half of a model that sees photos onto a device, in a precision.

    Raises:
        ModelError: as ``load_encoder``.

    """
    folder, card = _opened(name)
    if not is_personal(card):
        return _photos(card, folder, device, precision)
    base = _photos(base_card(card), folder, device, precision)
    return PersonalPhotos(card, base, load_correction(card, folder))


def load_text_encoder(name: str = DEFAULT_MODEL) -> TextEncoder:
    """Load only the half of a model that reads words; most models need no torch for it.

    Raises:
        ModelError: there is no such model, or its files are missing or altered.

    """
    folder, card = _opened(name)
    if not is_personal(card):
        return _words(card, folder)
    correction = load_correction(card, folder, words_only=True)
    return PersonalWords(card, _words(base_card(card), folder), correction)


def load_preprocessor(name: str = DEFAULT_MODEL) -> Preprocessor:
    """Return the part of a model that prepares photos, at once.

    Raises:
        ModelError: there is no such model.

    """
    _, card = _opened(name)
    if card.open_clip:
        from photoapp.encoders.clip.preprocessing import ClipPreprocessor

        return ClipPreprocessor(card.open_clip.preprocessing)
    return starter.StarterPreprocessor()


def _photos(card: ModelCard, folder: Path, device: str, precision: str) -> ImageEncoder:
    if card.open_clip:
        from photoapp.encoders.clip.photos import ClipPhotos

        return ClipPhotos(card, folder, device, precision)
    return starter.StarterPhotos(card, folder, _torch_device(device))


def _words(card: ModelCard, folder: Path) -> TextEncoder:
    if card.open_clip:
        from photoapp.encoders.clip.words import ClipWords

        return ClipWords(card, folder)
    return starter.StarterWords(card, folder)


def _opened(name: str) -> tuple[Path, ModelCard]:
    folder = find_model(name)
    card = read_model_card(folder)
    if not card.open_clip and card.architecture != starter.ARCHITECTURE:
        raise ModelError(f"The model in {folder} is of a kind unknown here: {card.architecture}.")
    return folder, card


def _torch_device(device: str) -> str:
    from photoapp.encoders.device import choose_device

    return choose_device() if device == "auto" else device
