"""Models as a run makes them, but quicker."""

import shutil
from pathlib import Path

import msgspec

from photoapp.encoders import find_model
from photoapp.encoders.model_card import read_model_card


def put_model(folder: Path, model_id: str, parent: str) -> None:
    """Put the starter into a folder, under another id, and as if it was made from ``parent``."""
    shutil.copytree(find_model("starter"), folder)
    card = msgspec.structs.replace(read_model_card(folder), id=model_id, parent=parent)
    (folder / "model.json").write_bytes(msgspec.json.encode(card))
