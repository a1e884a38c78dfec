"""Getting models: from a hub, or from a file of weights."""

import dataclasses
import re
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photoapp.encoders.bundles.curated import CuratedModel, find_curated
from photoapp.encoders.bundles.describing import ModelSource, RepositoryFiles, describe_config
from photoapp.encoders.bundles.sources import USUAL_WEIGHTS
from photoapp.encoders.hub import HubFile, fetch, first_of, look_up
from photoapp.events import Listener, ignore
from photoapp.paths import AppPaths
from photoapp.worker import DescribeFile, FindSource, MakeBundle, find_source, make_bundle

_UNKNOWN_LICENCE = "not known to photoapp"
_ANY_REPOSITORY = "hf-hub:"


@dataclass(frozen=True)
class ModelOffer:
    """What a download would bring: ``curated`` is what is known of the model, if it is a known one.

    ``weights`` is one file; ``extras`` are what words need besides.
    """

    name: str
    source: ModelSource
    weights: HubFile
    extras: list[HubFile]
    curated: CuratedModel | None

    @property
    def byte_size(self) -> int:
        """How much there is to fetch, in bytes."""
        return self.weights.size + sum(file.size for file in self.extras)

    @property
    def licence(self) -> str:
        """What may be done with the weights, in plain words."""
        return self.curated.licence if self.curated else _UNKNOWN_LICENCE

    @property
    def research_only(self) -> bool | None:
        """Whether they are for research only; None where that is not known."""
        return self.curated.research_only if self.curated else None

    @property
    def origin(self) -> str:
        """Where the weights come from, exactly."""
        return f"{self.weights.repository}/{self.weights.name} at {self.weights.commit[:12]}"


@dataclass(frozen=True)
class WeightsFile:
    """A file of weights that the user has, and what is said of it.

    Either ``architecture`` names open_clip's, or ``config`` is the ``open_clip_config.json`` that
    was published with the weights. ``like`` is a tag of the architecture whose preprocessing holds
    for it, where those differ; ``extras`` a folder with ``tokenizer.json`` and ``config.json`` for
    architectures that have their own. ``name`` is what the model will be called.
    """

    path: Path
    architecture: str = ""
    like: str = ""
    config: Path | None = None
    extras: Path | None = None
    name: str = ""
    licence: str = _UNKNOWN_LICENCE


class NewModels:
    """Brings models into a home. Torch is only loaded by processes that end again."""

    def __init__(self, paths: AppPaths) -> None:
        self._paths = paths

    def offer(self, name: str, stop: threading.Event | None = None) -> ModelOffer:
        """Return what fetching a model would bring, having asked the hub.

        Args:
            name: a curated model's id, open_clip's "architecture" or "architecture/tag", or, of any
                other repository in open_clip's form, "hf-hub:OWNER/NAME".
            stop: set it to give up.

        Raises:
            ModelError: there is no such model, or it can't be used.
            DownloadError: the hub can't be asked.
            DownloadStoppedError: ``stop`` was set.

        """
        source = self._source(name, stop or threading.Event())
        curated = find_curated(source.name)
        weights = first_of(source.repository, source.weights)
        extras = [*_files(source.tokenizer), *_files(source.text_config)]
        own_name = curated.id if curated else _slug(source.name)
        return ModelOffer(own_name, source, weights, extras, curated)

    def download(
        self, offer: ModelOffer, listener: Listener = ignore, stop: threading.Event | None = None
    ) -> Path:
        """Fetch a model and make it usable; return its folder.

        What has come stays when it is stopped or fails, and the next time goes on from there.

        Raises:
            DownloadError: no room, no network, or what came is not what the hub has.
            DownloadStoppedError: ``stop`` was set.
            ModelError: the weights don't work.

        """
        stop = stop or threading.Event()
        folder = self._paths.downloads / offer.name
        extras = fetch(offer.extras, folder, ignore, stop) if offer.extras else []
        # The bundle is about as large as the weights, and made while they are still there.
        (weights,) = fetch([offer.weights], folder, listener, stop, extra_bytes=offer.weights.size)
        order = MakeBundle(
            name=offer.name,
            source=offer.source,
            checkpoint=str(weights),
            extras=str(_together(extras, folder / "extras")),
            licence=offer.licence,
            origin=offer.origin,
            models=str(self._paths.models),
        )
        made = make_bundle(order, stop)
        shutil.rmtree(folder, ignore_errors=True)
        return made

    def import_file(self, file: WeightsFile, stop: threading.Event | None = None) -> Path:
        """Make a model of a file of weights, which stays as it is; return its folder.

        Raises:
            ModelError: the file can't be read, or its weights are not those of the architecture.
            DownloadStoppedError: ``stop`` was set.

        """
        stop = stop or threading.Event()
        if file.config:
            source = describe_config(file.path.stem, file.config)
        else:
            source = find_source(DescribeFile(file.architecture, file.like), stop)
        order = MakeBundle(
            name=_slug(file.name or file.path.stem),
            source=source,
            checkpoint=str(file.path),
            extras=str(file.extras) if file.extras else None,
            licence=file.licence,
            origin=f"the file {file.path.name}",
            models=str(self._paths.models),
        )
        return make_bundle(order, stop)

    def _source(self, name: str, stop: threading.Event) -> ModelSource:
        if not name.startswith(_ANY_REPOSITORY):
            return find_source(FindSource(name), stop)
        repository = name.removeprefix(_ANY_REPOSITORY)
        (config,) = fetch(
            look_up(repository, ["open_clip_config.json"]), self._paths.downloads, ignore, stop
        )
        source = describe_config(repository.rpartition("/")[2], config)
        return dataclasses.replace(source, repository=repository, weights=USUAL_WEIGHTS)


def _files(wanted: RepositoryFiles | None) -> list[HubFile]:
    if wanted is None:
        return []
    return look_up(wanted.repository, wanted.names, wanted.optional)


def _together(files: Sequence[Path], folder: Path) -> Path:
    """Copy files of several repositories into one folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)
    return folder


def _slug(name: str) -> str:
    """Return a name that every file system can have."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")[:60] or "model"
