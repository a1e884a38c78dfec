"""The trainings of a home, and what is left of those that were given up."""

import shutil
from functools import partial
from pathlib import Path

from photoapp.errors import TrainingError
from photoapp.library.doctor.findings import Finding, Look, many
from photoapp.paths import AppPaths
from trainer.job.order import read_order
from trainer.job.state import read_state
from trainer.job.tidying import is_untidy, tidy

# As training_process.py and personal/preparing.py call what they have not finished.
_LEFTOVERS = (".discarded-*", ".preparing-*")


def look_at_training(paths: AppPaths, _thorough: bool) -> Look:
    """Look whether what the trainings are to do, and how they stand, can be read."""
    runs = [folder for folder in sorted(paths.training.glob("[!.]*")) if folder.is_dir()]
    findings = [finding for folder in runs if (finding := _wrong_with(folder))]
    for pattern in _LEFTOVERS:
        for folder in sorted(paths.training.glob(pattern)):
            remove = partial(shutil.rmtree, folder)
            findings.append(Finding(f"{folder.name} is left over", "delete it", remove, True))
    for folder in filter(is_untidy, runs):
        what = f"{folder.name} has finished, and keeps what it would have gone on from"
        findings.append(Finding(what, "delete that", partial(tidy, folder), True))
    return Look(many(len(runs), "training", "trainings"), tuple(findings))


def _wrong_with(folder: Path) -> Finding | None:
    try:
        read_order(folder)
        read_state(folder)
    except TrainingError as error:
        return Finding(str(error))
    return None
