"""The real photos that installed packages carry: scikit-image's and scikit-learn's pictures."""

import importlib.util
import shutil
from pathlib import Path

_PICTURES = {
    "skimage": (
        "data",
        "astronaut.png brick.png camera.png chelsea.png clock_motion.png coffee.png coins.png"
        " grass.png gravel.png hubble_deep_field.jpg moon.png motorcycle_left.png page.png"
        " retina.jpg rocket.jpg",
    ),
    "sklearn": ("datasets/images", "china.jpg flower.jpg"),
}


def gather(folder: Path) -> list[Path]:
    """Copy the pictures into ``folder``, those that are not there yet, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    photos = []
    for package, (subfolder, names) in _PICTURES.items():
        for name in names.split():
            source, target = _package_folder(package) / subfolder / name, folder / name
            if source.exists() and not target.exists():
                shutil.copy2(source, target)
            if target.exists():
                photos.append(target)
    return photos


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {package} is missing; run: make demo")
    return Path(spec.submodule_search_locations[0])
