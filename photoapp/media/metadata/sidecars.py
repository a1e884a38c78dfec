"""Which files of a folder belong to a photo: XMP sidecars and Google Takeout's JSON."""

import re
from collections.abc import Collection, Iterable

_SUFFIXES = (".xmp", ".json")
# Takeout cuts long names to 46 characters before ".json", give or take one.
_CUTS = range(47, 44, -1)
_SUPPLEMENT = "supplemental-metadata"
_NUMBERED = re.compile(r"(.+)(\(\d+\))")
# What editors add to a photo's name for its edited copy: the language is that of the account.
_EDITED = re.compile(
    r"(.+)-(edited|effects|smile|mix|collage|animation|pano|bearbeitet|modifié|editado|modificato|"
    r"bewerkt|編集済み|edytowane|edit)(\(\d+\))?",
    re.IGNORECASE,
)


class FolderSidecars:
    """The sidecars among a folder's file names, made ready once: nearly always there are none."""

    def __init__(self, names: Iterable[str]) -> None:
        found = [name for name in names if name[-5:].lower().endswith(_SUFFIXES)]
        self._by_key: dict[str, list[str]] = {}
        for name in sorted(found):
            self._by_key.setdefault(name.lower(), []).append(name)
        self._has_json = any(key.endswith(".json") for key in self._by_key)

    def of(self, name: str) -> tuple[str, ...]:
        """Return the sidecars of the photo ``name``, those of XMP first."""
        if not self._by_key or name[-5:].lower().endswith(_SUFFIXES):
            return ()
        lower = name.lower()
        keys = [f"{lower}.xmp", f"{_split(lower)[0]}.xmp"]
        keys += self._json_keys(lower) if self._has_json else []
        return tuple(found for key in dict.fromkeys(keys) for found in self._by_key.get(key, []))

    def _json_keys(self, name: str) -> list[str]:
        """Return what Takeout may have called this photo's file, or its original's."""
        own = _takeout_keys(name)
        stem, suffix = _split(name)
        edited = _EDITED.fullmatch(stem)
        if edited is None or any(key in self._by_key for key in own):
            return own
        return _takeout_keys(f"{edited[1]}{edited[3] or ''}{suffix}")


def sidecars_of(name: str, names: Collection[str]) -> tuple[str, ...]:
    """Return which of a folder's file ``names`` are sidecars of the photo ``name``.

    For many photos of one folder, make a ``FolderSidecars`` once.
    """
    return FolderSidecars(names).of(name)


def _takeout_keys(name: str) -> list[str]:
    stem, suffix = _split(name)
    numbered = _NUMBERED.fullmatch(stem)
    plain, number = (numbered[1] + suffix, numbered[2]) if numbered else (name, "")
    whole = f"{plain}.{_SUPPLEMENT}"
    keys = [f"{name}.json", f"{plain}{number}.json"]
    ends = [*range(len(whole), len(plain) + 1, -1), *(e for e in _CUTS if e < len(whole))]
    return [*keys, *(f"{whole[:end]}{number}.json" for end in ends), f"{stem}.json"]


def _split(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem else (name, "")
