"""What a bundle must not hold is found in it, whatever the system calls it."""

from pathlib import Path

import pytest

from .scripts import script

bundle = script("bundle")

_THEIRS = [
    "libcudart-0d0a.so.13", "libcublasLt.so.13", "libcufft.so.12", "libnccl.so.2", "libcupti.so.13",
    "libtorch_cuda.so", "torch_cuda.dll", "c10_cuda.dll", "cudart64_13.dll", "cudnn64_9.dll",
    "nvrtc64_130_0.dll", "cusparse64_12.dll", "nvToolsExt64_1.dll", "caffe2_nvrtc.dll",
]  # fmt: skip
_OTHERS = [
    "libcurl-f8def1d0.so.4.5.0", "libtorch_cpu.so", "torch_cpu.dll", "c10.dll", "cuda.py",
    "_cursor.so", "libxcb-cursor.so.0", "vcruntime140.dll",
]  # fmt: skip


def _filled(folder: Path, names: list[str]) -> Path:
    (folder / "torch" / "lib").mkdir(parents=True)
    for name in names:
        (folder / "torch" / "lib" / name).touch()
    return folder


def test_nvidias_libraries_are_found(tmp_path: Path) -> None:
    assert bundle.nvidias(_filled(tmp_path / "bundle", _THEIRS + _OTHERS)) == sorted(_THEIRS)


def test_a_bundle_that_holds_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "BUNDLE", _filled(tmp_path / "bundle", ["torch_cuda.dll"]))
    with pytest.raises(bundle.BundleError, match=r"NVIDIA's libraries: torch_cuda\.dll\."):
        bundle._check()
    monkeypatch.setattr(bundle, "BUNDLE", _filled(tmp_path / "other", ["torch_cpu.dll"]))
    bundle._check()


def test_licences_and_guide_lie_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / "photoapp").touch()
    bundle._complete("numpy 2.0: BSD\n", tmp_path, tmp_path / "photoapp")
    assert (tmp_path / "THIRD-PARTY.txt").read_text("utf-8") == "numpy 2.0: BSD\n"
    for name in ("LICENSE", "guide/index.html", "guide/images/search.png", "photoapp-train"):
        assert (tmp_path / name).is_file()
