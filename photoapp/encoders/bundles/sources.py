"""Where a hub has the files of open_clip's models, and what those models are.

It is read from open_clip's own tables; importing it takes some seconds.
"""

import dataclasses
from pathlib import PurePosixPath
from typing import Any

from photoapp.encoders.bundles.describing import (
    USUAL_PHOTOS,
    ModelSource,
    RepositoryFiles,
    describe,
    preprocessing_of,
)
from photoapp.encoders.bundles.model_names import (
    ALL_MODELS,
    all_models,
    architecture_and_tag,
    checked,
    known_architecture,
)
from photoapp.encoders.hub.refusals import WAY_OUT
from photoapp.errors import ModelError

__all__ = [
    "USUAL_WEIGHTS",
    "ModelSource",
    "RepositoryFiles",
    "all_models",
    "describe_file",
    "find_source",
    "model_source",
]

USUAL_WEIGHTS = (
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.safetensors",
    "open_clip_pytorch_model.bin",
)


def find_source(name: str) -> ModelSource:
    """Return the source of a model by a curated one's id, "architecture" or "architecture/tag".

    Raises:
        ModelError: there is no such model, or it can't be fetched or used here.

    """
    return model_source(*architecture_and_tag(name))


def model_source(architecture: str, tag: str) -> ModelSource:
    """Return the source of a model by open_clip's names of its architecture and its weights.

    Raises:
        ModelError: there is no such model, or it can't be fetched or used here.

    """
    from open_clip import get_model_config, get_pretrained_cfg

    architecture, tag = checked(architecture, tag)
    trained = get_pretrained_cfg(architecture, tag)
    config = get_model_config(architecture)
    if trained.get("quick_gelu"):
        config["quick_gelu"] = True
    repository, weights = _weights(f"{architecture}/{tag}", trained)
    source = describe(architecture, config, preprocessing_of(config, trained))
    return dataclasses.replace(source, tag=tag, repository=repository, weights=weights)


def describe_file(architecture: str, like: str) -> ModelSource:
    """Return what a file of weights is: like a published tag, or as all of its architecture.

    Raises:
        ModelError: there is no such architecture or tag, photos are prepared for its weights in
            several ways, so that ``like`` is needed, or it can't be used here.

    """
    from open_clip import get_model_config, get_pretrained_cfg, list_pretrained_tags_by_model

    if like:
        return dataclasses.replace(model_source(architecture, like), repository="", weights=())
    architecture = known_architecture(architecture)
    config = get_model_config(architecture)
    tags = list_pretrained_tags_by_model(architecture)
    trained = [get_pretrained_cfg(architecture, tag) for tag in tags]
    trained = trained or [USUAL_PHOTOS]
    ways = {preprocessing_of(config, t) for t in trained}
    if len(ways) > 1:
        message = (
            f"Photos are prepared in several ways for {architecture}; say which published weights "
            f"yours are like: --like {' or '.join(tags)}."
        )
        raise ModelError(message)
    (preprocessing,) = ways
    return describe(architecture, config, preprocessing)


def _weights(name: str, trained: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return repository and candidates; open_clip writes OWNER/NAME/ or OWNER/NAME/FILE."""
    place = trained.get("hf_hub", "")
    if not place:
        message = (
            f"{name} is on no hub; fetch {trained['url']} with a browser, and {WAY_OUT}."
            if trained.get("url")
            else f"open_clip does not say where the weights of {name} are; see {ALL_MODELS}."
        )
        raise ModelError(message)
    repository, _, file = place.rpartition("/")
    if not file:
        return repository, USUAL_WEIGHTS
    safe = str(PurePosixPath(file).with_suffix(".safetensors"))
    return repository, tuple(dict.fromkeys((safe, file)))
