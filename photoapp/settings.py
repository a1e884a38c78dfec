"""What the user has set, in a small JSON file that a person can read and edit."""

from pathlib import Path
from typing import Literal, get_args

import msgspec

from photoapp.errors import HomeError

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
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, msgspec.MsgspecError) as error:
        message = (
            f"The settings {path} can't be used ({error}); mend the file or delete it. "
            f"device is one of {', '.join(get_args(Device))}; "
            f"precision is one of {', '.join(get_args(Precision))}."
        )
        raise HomeError(message) from error
