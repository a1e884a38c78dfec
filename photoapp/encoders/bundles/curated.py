"""The models that are worth knowing, as ``resources/models.toml`` has them."""

import functools
from importlib.resources import files

import msgspec


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A published measure in percent, and the address where it is published."""

    percent: float
    source: str


class CuratedModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What there is to know of a model before it is fetched.

    ``architecture`` and ``pretrained`` are open_clip's names; ``input_size`` is an edge in pixels,
    ``dim`` the length of a vector. ``imagenet`` is zero-shot top-1 accuracy, ``coco`` the recall at
    1 of text to image on COCO's 5,000 test photos; a figure that no source gives is None.
    """

    id: str
    title: str
    architecture: str
    pretrained: str
    repository: str
    download_mb: int
    parameters_millions: float
    input_size: int
    dim: int
    languages: str
    for_whom: str
    licence: str
    licence_tag: str
    licence_source: str
    research_only: bool
    imagenet: Figure | None = None
    coco: Figure | None = None

    @property
    def name(self) -> str:
        """Architecture and tag, as any model of open_clip's is asked for."""
        return f"{self.architecture}/{self.pretrained}"


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    models: list[CuratedModel]


@functools.cache
def _table() -> tuple[CuratedModel, ...]:
    data = (files("resources") / "models.toml").read_bytes()
    return tuple(msgspec.toml.decode(data, type=_Table).models)


def curated_models() -> list[CuratedModel]:
    """Return the curated models, the small ones first."""
    return list(_table())


def find_curated(name: str) -> CuratedModel | None:
    """Return the curated model with this id, "architecture" or "architecture/tag", if any."""
    wanted = name.lower()
    for model in _table():
        if wanted in (model.id, model.architecture.lower(), model.name.lower()):
            return model
    return None
