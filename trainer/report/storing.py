"""Writing and reading the two files of a report."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from photoapp.encoders.model_card import id_or_name
from photoapp.errors import TrainingError
from trainer.before import folder_before
from trainer.files import replace_file
from trainer.gate.verdict import Verdict
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import Fitted
from trainer.report.content import VERSION, Cost, Report, data_fingerprint, epochs_of
from trainer.report.page import page, shown_photos
from trainer.report.pictures import read_pictures

REPORT, PAGE = "report.json", "report.html"


class _Version(msgspec.Struct):
    version: int


def write_report(  # noqa: PLR0917 - a run has them all at hand
    folder: Path,
    order: Order,
    verdict: Verdict,
    fitted: Fitted,
    cost: Cost,
    data: TrainingData,
    skipped: Sequence[str] = (),
) -> None:
    """Write ``report.html`` and then ``report.json`` into a run's folder.

    ``skipped`` are sentences about photos that could not be learned from. A photo that can't be
    shown gets a grey cell with its name.

    Raises:
        TrainingError: they can't be written there.

    """
    report = Report(
        version=VERSION,
        order=order,
        base=id_or_name(Path(order.model)),
        model=id_or_name(fitted.bundle),
        previous=id_or_name(Path(order.previous)) if order.previous else None,
        compared=id_or_name(folder_before(order)),
        fingerprint=data_fingerprint(data.photos),
        verdict=verdict,
        curve=epochs_of(fitted.curve),
        cost=cost,
        skipped=list(skipped),
    )
    pictures = read_pictures(shown_photos(report), order.cores)
    replace_file(folder / PAGE, page(report, pictures).encode())
    text = msgspec.json.encode(report, enc_hook=_python_number)
    replace_file(folder / REPORT, msgspec.json.format(text, indent=2) + b"\n")


def read_report(folder: Path) -> Report:
    """Read the report in a run's folder.

    Raises:
        TrainingError: there is none, or it can't be understood.

    """
    path = folder / REPORT
    try:
        content = path.read_bytes()
        version = msgspec.json.decode(content, type=_Version).version
        if version == VERSION:
            return msgspec.json.decode(content, type=Report)
    except FileNotFoundError as error:
        message = f"There is no report in {folder}; a run writes it when it has finished."
        raise TrainingError(message) from error
    except (OSError, msgspec.MsgspecError) as error:
        message = f"The report {path} can't be read ({error}); its page {PAGE} may still open."
        raise TrainingError(message) from error
    raise TrainingError(
        f"The report {path} is of version {version}, and this photoapp reads version {VERSION}; "
        f"open its page {PAGE}, or use the photoapp that wrote it."
    )


def _python_number(value: object) -> object:
    """Return Python's own number for numpy's: figures come from arrays."""
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError
