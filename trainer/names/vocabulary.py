"""Words that are no names: what is said of everyday photos, and what a text tower was taught."""

import json
import re
from functools import cache

from photoapp.encoders import shipped_models
from photoapp.encoders.model_card import parts, read_model_card
from photoapp.encoders.weights import load_checked
from trainer.names.finding import Vocabulary
from trainer.replay import read_replay
from trainer.things import things

_WORD = re.compile(r"[^\W\d_]+")


@cache
def english() -> Vocabulary:
    """Return the words of the starter model's captions, and those that its tokenizer knows whole.

    Raises:
        ModelError: the starter's files are missing or altered.

    """
    folder = shipped_models() / "starter"
    card = read_model_card(folder)
    replay = read_replay(folder, card)
    captions = replay.texts if replay else []
    ordinary = {w for text in (*captions, *things()) for w in _WORD.findall(text.casefold())}
    known = load_checked(
        parts(card, "tokenizer"), folder, lambda path: json.loads(path.read_text())
    )
    return Vocabulary(ordinary, ordinary | set(known["model"]["vocab"]))
