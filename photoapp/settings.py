"""What the user has set, in a small JSON file that a person can read and edit."""

import logging
from pathlib import Path
from typing import Literal, get_args

import msgspec

from photoapp.errors import HomeError

log = logging.getLogger(__name__)

Device = Literal["auto", "cpu", "cuda", "mps", "xpu"]
Precision = Literal["auto", "float32", "bfloat16", "float16"]


class Settings(msgspec.Struct, frozen=True):
    """The settings; a file that says nothing of one leaves it as it is here.

    ``device`` and ``precision`` are what the model runs on and in; "auto" leaves it to photoapp.
    ``ignore`` are patterns of files and folders to leave out: names, or paths below a watched
    folder where they have a slash, with ``*``, ``?`` and ``[…]``.
    """

    device: Device = "auto"
    precision: Precision = "auto"
    ignore: tuple[str, ...] = ()


def read_settings(path: Path) -> Settings:
    """Read the settings, or return the usual ones where there is no file.

    Raises:
        HomeError: the file can't be read or is not valid.

    """
    try:
        data = path.read_bytes()
        settings = msgspec.json.decode(data, type=Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, msgspec.MsgspecError) as error:
        message = f"The settings {path} can't be used ({error}); mend the file or delete it."
        raise HomeError(f"{message}{_choices(str(error))}") from error
    unknown = set(msgspec.json.decode(data)) - set(settings.__struct_fields__)
    for name in sorted(unknown):
        log.warning("%s: there is no setting called %s", path, name)
    return settings


def _choices(error: str) -> str:
    """Return what may be chosen for the setting that an error is about."""
    choices = {"device": get_args(Device), "precision": get_args(Precision)}
    return "".join(
        f" {name} is one of {', '.join(values)}."
        for name, values in choices.items()
        if f"$.{name}" in error
    )
