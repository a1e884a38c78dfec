"""What the user has set, in a small JSON file that a person can read and edit."""

import logging
import os
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from photoapp.errors import HomeError

log = logging.getLogger(__name__)

Device = Literal["auto", "cpu", "cuda", "mps", "xpu"]
Precision = Literal["auto", "float32", "bfloat16", "float16"]
Theme = Literal["system", "light", "dark"]
Language = Literal["system", "en", "de"]
Work = Literal["always", "idle"]
WriteBackPolicy = Literal["off", "files", "sidecars", "files or sidecars"]

# As many as the days, weeks and months of catalog/backups.py come to.
_ALL_BACKUPS = 15
_MOST_CORES = 1024
# No processor and no card gets so warm: it slows down, or goes off, before.
_HOTTEST = 120


class Settings(msgspec.Struct, frozen=True):
    """The settings; a file that says nothing of one leaves it as it is here.

    ``device`` and ``precision`` are what the model runs on and in; "auto" leaves it to photoapp.
    ``ignore`` are patterns of files and folders to leave out: names, or paths below a watched
    folder where they have a slash, with ``*``, ``?`` and ``[…]``. ``theme`` and ``language`` are
    the window's. The window and ``watch`` obey ``work`` ("idle": only while nobody uses the
    computer) and ``pause_on_battery``. ``thumbnail_megabytes`` is how much room thumbnails may
    take, 0 as much as they need; ``backups`` how many of the catalogue are kept at most.
    ``write_back`` says whether what people say of photos is written into their files, into XMP
    sidecars beside them, or there where a file can't hold it. ``training_cores`` is how many
    processors training may use, 0 for all; it rests while they, or a graphics card, are warmer than
    ``training_warmest`` degrees Celsius, 0 for never. ``new_versions`` is whether the window asks
    the network, once a day, if there is a newer photoapp.
    """

    device: Device = "auto"
    precision: Precision = "auto"
    ignore: tuple[str, ...] = ()
    theme: Theme = "system"
    language: Language = "system"
    work: Work = "always"
    pause_on_battery: bool = False
    thumbnail_megabytes: Annotated[int, msgspec.Meta(ge=0)] = 0
    backups: Annotated[int, msgspec.Meta(ge=1, le=_ALL_BACKUPS)] = _ALL_BACKUPS
    write_back: WriteBackPolicy = "off"
    training_cores: Annotated[int, msgspec.Meta(ge=0, le=_MOST_CORES)] = 0
    training_warmest: Annotated[int, msgspec.Meta(ge=0, le=_HOTTEST)] = 90
    new_versions: bool = False


# What may be chosen for a setting, for people; the others say so themselves.
CHOICES: dict[str, str] = {
    "device": ", ".join(get_args(Device)),
    "precision": ", ".join(get_args(Precision)),
    "theme": ", ".join(get_args(Theme)),
    "language": ", ".join(get_args(Language)),
    "work": ", ".join(get_args(Work)),
    "pause_on_battery": "true, false",
    "thumbnail_megabytes": "a whole number of megabytes, or 0 for no limit",
    "write_back": ", ".join(get_args(WriteBackPolicy)),
    "backups": f"a whole number from 1 to {_ALL_BACKUPS}",
    "training_cores": f"a whole number of processors up to {_MOST_CORES}, or 0 for all",
    "new_versions": "true, false",
    "training_warmest": f"a whole number of degrees Celsius up to {_HOTTEST}, or 0 for no limit",
}


def read_settings(path: Path) -> Settings:
    """Read the settings, or return the usual ones where there is no file.

    Raises:
        HomeError: the file can't be read or is not valid.

    """
    said = _read(path)
    try:
        settings = msgspec.convert(said, Settings)
    except msgspec.ValidationError as error:
        raise _unusable(path, error) from error
    for name in sorted(said.keys() - set(settings.__struct_fields__)):
        log.warning("%s: there is no setting called %s", path, name)
    return settings


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings; what the file says of others, which a later photoapp may know, stays.

    Raises:
        HomeError: the file can't be written, or what is there can't be read.

    """
    said = _read(path)
    usual = msgspec.to_builtins(Settings())
    for name, value in msgspec.to_builtins(settings).items():
        if name in said or value != usual[name]:
            said[name] = value
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n")
        part.replace(path)
    except OSError as error:
        message = f"The settings {path} can't be written ({error.strerror}); make room there"
        raise HomeError(f"{message}, or make the folder writable.") from error


def _read(path: Path) -> dict[str, Any]:
    """Return all that the file says; nothing where there is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError) as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> HomeError:
    message = f"The settings {path} can't be used ({error}); mend the file or delete it."
    return HomeError(f"{message}{_choices(str(error))}")


def _choices(error: str) -> str:
    """Return what may be chosen for the setting that an error is about."""
    return "".join(
        f" {name} may be {values}." for name, values in CHOICES.items() if f"$.{name}" in error
    )
