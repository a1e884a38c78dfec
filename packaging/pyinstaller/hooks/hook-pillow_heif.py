"""pillow_heif's compiled part stands outside its package."""

hiddenimports = ["_pillow_heif"]
