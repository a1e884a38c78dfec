"""The models that are here."""

import hashlib
import shutil
from functools import partial
from pathlib import Path

from photoapp.encoders import installed_models
from photoapp.encoders.model_card import WeightFile, read_model_card
from photoapp.encoders.weights import load_checked
from photoapp.errors import ModelError
from photoapp.library.doctor.findings import Finding, Look, many
from photoapp.paths import AppPaths


def look_at_models(paths: AppPaths, thorough: bool) -> Look:
    """Look whether all models can be read and, if ``thorough``, are what they were made as."""
    models = installed_models(paths.models)
    findings = [f for folder in models.values() if (f := _wrong_with(folder, thorough=thorough))]
    for folder in sorted(paths.models.glob(".removed-*")):
        remove = partial(shutil.rmtree, folder)
        findings.append(Finding(f"{folder.name} was to be deleted", "delete it", remove, True))
    return Look(many(len(models), "model", "models"), tuple(findings))


def _wrong_with(folder: Path, *, thorough: bool) -> Finding | None:
    try:
        card = read_model_card(folder)
        for file in card.weights.values() if thorough else ():
            _check(file, folder)
    except (ModelError, OSError) as error:
        return Finding(str(error))
    return None


def _check(file: WeightFile, folder: Path) -> None:
    """Hash a file of weights, even one that was noted as right and looks unchanged."""
    load_checked([file], folder, lambda _: None)
    if file.package is None:
        path = folder / file.file
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != file.sha256:
            message = f"The model's weights {path} are damaged; fetch or import the model again."
            raise ModelError(message)
