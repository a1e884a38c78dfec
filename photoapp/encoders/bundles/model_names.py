"""From what people write to open_clip's names of an architecture and of its weights, its tags."""

import difflib
from collections.abc import Sequence

from photoapp.encoders.bundles.curated import find_curated
from photoapp.errors import ModelError

ALL_MODELS = "https://github.com/mlfoundations/open_clip/blob/main/docs/PRETRAINED.md"


def all_models() -> list[str]:
    """Return the names, "architecture/tag", of all models that open_clip has weights of."""
    from open_clip import list_pretrained

    return [f"{architecture}/{tag}" for architecture, tag in list_pretrained()]


def architecture_and_tag(name: str) -> tuple[str, str]:
    """Return open_clip's names for a curated id, "architecture" or "architecture/tag".

    Raises:
        ModelError: there is no such model, or several are of that architecture.

    """
    if curated := find_curated(name) or find_curated(_dashed(name)):
        return curated.architecture, curated.pretrained
    if _dashed(name) in _architectures():
        return checked(name, "")
    architecture, _, tag = name.rpartition("/")
    return checked(architecture, tag) if architecture else checked(tag, "")


def checked(architecture: str, tag: str) -> tuple[str, str]:
    """Return two names as open_clip writes them; ``tag`` may be empty if there is only one.

    Raises:
        ModelError: there is no such architecture, or none with such weights.

    """
    architecture = known_architecture(architecture)
    return architecture, _known_tag(architecture, tag)


def _architectures() -> dict[str, str]:
    from open_clip import list_models

    return {model.lower(): model for model in list_models()}


def _dashed(name: str) -> str:
    return name.lower().replace("/", "-")  # people write ViT-B/32


def known_architecture(name: str) -> str:
    """Return an architecture's name as open_clip writes it.

    Raises:
        ModelError: there is none such.

    """
    known = _architectures()
    if _dashed(name) not in known:
        near = [known[key] for key in difflib.get_close_matches(_dashed(name), known)]
        raise ModelError(f"open_clip has no architecture {name!r}{_or(near)}; see {ALL_MODELS}.")
    return known[_dashed(name)]


def _known_tag(architecture: str, name: str) -> str:
    from open_clip import list_pretrained_tags_by_model

    tags: list[str] = list_pretrained_tags_by_model(architecture)
    tag = name.lower().replace("-", "_")
    if tag in tags:
        return tag
    if not tags:
        raise ModelError(f"open_clip has no weights for {architecture}; see {ALL_MODELS}.")
    if name:
        near = difflib.get_close_matches(tag, tags) or tags
        raise ModelError(f"{architecture} has no weights {name!r}{_or(near)}; see {ALL_MODELS}.")
    if len(tags) > 1:
        choices = ", ".join(f"{architecture}/{tag}" for tag in tags)
        raise ModelError(f"There are several models {architecture}; say which: {choices}.")
    return tags[0]


def _or(near: Sequence[str]) -> str:
    return f" (did you mean {' or '.join(near)}?)" if near else ""
