"""What lies in packages' compiled parts, as the lists say that packages come with (CycloneDX)."""

import json
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote


def held_libraries(distribution: metadata.Distribution) -> tuple[str, ...]:
    """Return the libraries of others that a package's files hold, with their versions.

    After each stands its licence, where the list names that, or whose package of it was taken.
    """
    found = {
        _told(component)
        for path in distribution.files or ()
        if "sboms" in path.parts and path.suffix == ".json"
        for component in _components(Path(str(distribution.locate_file(path))))
        if not component.get("purl", "").startswith("pkg:pypi/")  # parts of the package itself
    }
    return tuple(sorted(found, key=str.lower))


def _components(path: Path) -> list[dict[str, Any]]:
    components: list[dict[str, Any]] = json.loads(path.read_text("utf-8")).get("components", [])
    return components


def _told(component: dict[str, Any]) -> str:
    name = f"{component['name']} {component.get('version', '')}".strip()
    known = _licence(component) or _distributor(component.get("purl", ""))
    return f"{name} ({known})" if known else name


def _licence(component: dict[str, Any]) -> str:
    names = (
        one.get("expression") or one["license"].get("id") or one["license"].get("name", "")
        for one in component.get("licenses", ())
    )
    return " AND ".join(filter(None, names))


def _distributor(address: str) -> str:
    """Return whose package it is, by its package URL: ``pkg:rpm/almalinux/libcurl@7.61.1``."""
    kind, *names = unquote(address.removeprefix("pkg:").partition("@")[0]).split("/")
    return f"{names[0]}'s" if kind in {"rpm", "deb", "apk"} and len(names) > 1 else ""
