"""What macOS is told of photoapp: the bundle's Info.plist, and its sentences in other languages.

    python packaging/macos/info.py photoapp.app

writes the sentences into a bundle; PyInstaller's description takes ``information()``.
"""

import sys
from pathlib import Path

sys.path += [str(Path(__file__).parents[number]) for number in (1, 2)]

from release_notes import version

from photoapp.media.formats import photo_suffixes

# There is no domain that is the project's own; Linux knows photoapp by this name, too.
IDENTIFIER = "photoapp.desktop"
# Torch's and Qt's builds need as much.
OLDEST_SYSTEM = "14.0"

_COPYRIGHT = "Copyright © The photoapp authors. Its own code is under the MIT licence, the whole "
_COPYRIGHT += "under the GNU General Public License, version 3 or later."

# What macOS shows when it asks whether photoapp may look into a place, and the places.
_SENTENCES = {
    "en": "photoapp looks at the photos {place} if you choose a folder there, on this Mac only.",
    "de": "photoapp sieht sich die Fotos {place} an, wenn du dort einen Ordner auswählst, nur auf "
    "diesem Mac.",
}
_PLACES = {
    "NSDesktopFolderUsageDescription": ("on your desktop", "auf deinem Schreibtisch"),
    "NSDocumentsFolderUsageDescription": ("in your documents", "in deinen Dokumenten"),
    "NSDownloadsFolderUsageDescription": ("in your downloads", "in deinen Downloads"),
    "NSNetworkVolumesUsageDescription": ("on network drives", "auf Netzlaufwerken"),
    "NSPhotoLibraryUsageDescription": ("in your photo library", "in deiner Fotomediathek"),
    "NSRemovableVolumesUsageDescription": (
        "on memory cards and drives",
        "auf Speicherkarten und Laufwerken",
    ),
}
LANGUAGES = tuple(_SENTENCES)


def information() -> dict[str, object]:
    """Return what the bundle's Info.plist must say beyond what PyInstaller writes itself."""
    return {
        "CFBundleName": "photoapp",
        "CFBundleDisplayName": "photoapp",
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundlePackageType": "APPL",
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": list(LANGUAGES),
        "CFBundleDocumentTypes": _document_types(),
        # PyInstaller takes a program that can print for one without a window.
        "LSBackgroundOnly": False,
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": _COPYRIGHT,
        "NSRequiresAquaSystemAppearance": False,  # else it would be light where all is dark
        **sentences("en"),
    }


def _document_types() -> list[dict[str, object]]:
    """Return what photoapp opens; nothing is opened with it unless somebody asks."""
    offered = {"CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate"}
    endings = [suffix.removeprefix(".") for suffix in photo_suffixes()]
    return [
        {"CFBundleTypeName": "Photo", "CFBundleTypeExtensions": endings, **offered},
        {"CFBundleTypeName": "Folder", "LSItemContentTypes": ["public.folder"], **offered},
    ]


def sentences(language: str) -> dict[str, str]:
    """Return why photoapp wants to look into places, in a language, by the keys of Info.plist."""
    at = LANGUAGES.index(language)
    return {key: _SENTENCES[language].format(place=place[at]) for key, place in _PLACES.items()}


def write_sentences(bundle: Path) -> None:
    """Write the sentences into a bundle, in all languages; it has to be signed afterwards."""
    for language in LANGUAGES:
        folder = bundle / "Contents" / "Resources" / f"{language}.lproj"
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f'"{key}" = "{text}";' for key, text in sentences(language).items()]
        (folder / "InfoPlist.strings").write_text("\n".join(lines) + "\n", "utf-8")


def main(arguments: list[str]) -> int:
    """Write the sentences into the bundle that is named; return the exit status."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "Contents" / "Info.plist").is_file():
        print("usage: python packaging/macos/info.py photoapp.app", file=sys.stderr)
        return 2
    write_sentences(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
