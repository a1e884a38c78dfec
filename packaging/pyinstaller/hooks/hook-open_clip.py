"""open_clip reads its architectures and its vocabulary beside its code."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("open_clip")
