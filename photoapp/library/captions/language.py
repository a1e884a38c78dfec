"""Whether a caption is likely to be English, told by its commonest words and its letters.

A guess for advice, not more: short captions have few such words, and those that have none are taken
for English if they are written in Latin letters.
"""

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photoapp.encoders import ModelCard

_WORD = re.compile(r"[^\W\d_]+")
_LATIN_SHARE = 0.5

# Words that are common in another language as well (in, is, on, a) tell nothing.
_ENGLISH = """about above across after and are around behind beside between for from front has he
his into it its just large looking many near next of off one other our out outside people photo
picture she show showing shows sitting small some standing that the their them there these they
this through top two very view walking were where which while white with woman your wearing holding
old young red green blue black brown yellow"""
_OTHERS = """
der das und ein eine einen einem einer auf mit im beim zum zur vom ist sind wir ich mein meine unser
unsere vor nach bei aus nicht auch über unter neben zwei drei von dem für am
het een op naar zijn onze mijn voor niet twee drie aan uit met bij
les un une et est dans sur avec sous chez aux nous mes notre nos ses devant qui pas deux ce cette au
una unos unas con por del nuestro nuestra sobre junto tres são um uma uns umas com nas das em meu
minha nosso nossa sem ao il gli uno che nel nella della dello delle dei degli sul sulla sono due di
och ett på vid är med av som vår det och og ved till til fra
na do nad pod przy jest są się dla oraz nasz nasza ve jsou naše
bir ve ile için bu yang dengan ini itu ja ovat az egy és
"""
# In names of places and people these stand in English captions too.
_OFTEN_IN_NAMES = "de la le el en los las al den van du des da dos y e o os mi no"
_HALF = 0.5

_english = frozenset(_ENGLISH.split())
_others = frozenset(_OTHERS.split())
_often_in_names = frozenset(_OFTEN_IN_NAMES.split())


def knows_english_only(card: "ModelCard") -> bool:
    """Return whether a model can't be expected to know other languages.

    open_clip's own tokens are of English; those of others may be of many languages.
    """
    return card.open_clip is None or card.open_clip.tokenizing.kind == "clip"


def is_foreign(text: str) -> bool:
    """Return whether a caption seems to be in another language than English."""
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return False
    if sum(_is_latin(letter) for letter in letters) < _LATIN_SHARE * len(letters):
        return True
    words = [match.group().casefold() for match in _WORD.finditer(text)]
    foreign = sum((word in _others) + _HALF * (word in _often_in_names) for word in words)
    return foreign >= 1 and foreign > sum(word in _english for word in words)


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")
