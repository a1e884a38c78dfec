"""exiv2 imports its compiled parts by name, and reads its messages beside them."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

hiddenimports = collect_submodules("exiv2")
datas = collect_data_files("exiv2", excludes=["**/*.h", "**/*.hpp", "**/include", "**/lib"])
