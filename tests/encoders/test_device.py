"""Which device is chosen, and how running out of memory on it is told from other errors."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import device
from photoapp.encoders.device import choose_device, is_out_of_memory
from photoapp.errors import ModelError


def _torch_has(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(device, "_works", lambda name: name in names)


def test_without_a_driver_torch_is_not_imported() -> None:
    if sys.platform == "darwin" or any(Path("/dev", n).exists() for n in ("nvidia0", "dxg", "kfd")):
        pytest.skip("this machine may have an accelerator")
    asked = (
        "import sys; from photoapp.encoders.device import choose_device;"
        "print(choose_device(), choose_device('cpu'), 'torch' in sys.modules)"
    )
    said = subprocess.check_output([sys.executable, "-c", asked], text=True)
    assert said.split() == ["cpu", "cpu", "False"]


def test_the_first_accelerator_that_works_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_possible", lambda name: True)
    _torch_has(monkeypatch, "mps", "xpu")
    assert choose_device() == "mps"
    _torch_has(monkeypatch)
    assert choose_device() == "cpu"


def test_only_what_is_possible_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _torch_has(monkeypatch, "cuda", "mps", "xpu")
    monkeypatch.setattr(device, "_possible", lambda name: name == "xpu")
    assert choose_device() == "xpu"


def test_apples_is_possible_on_apples_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    assert device._possible("mps")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    assert not device._possible("mps")


def _installed(torch: Path, monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    (torch / "lib").mkdir(parents=True)
    for name in ("__init__.py", *(f"lib/{library}" for library in libraries)):
        (torch / name).touch()
    monkeypatch.syspath_prepend(torch.parent)
    monkeypatch.delitem(sys.modules, "torch", raising=False)


@pytest.mark.parametrize(
    ("libraries", "cuda", "xpu"),
    [
        (["libtorch_cpu.so"], False, False),
        (["libtorch_cpu.so", "libtorch_cuda.so"], True, False),
        (["torch_cpu.dll", "torch_xpu.dll"], False, True),
        (["libtorch_cpu.so", "libtorch_hip.so"], True, False),
        ([], True, True),  # conda keeps them elsewhere
    ],
)
def test_what_torch_was_built_for_is_seen_without_importing_it(
    libraries: list[str], cuda: bool, xpu: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(tmp_path / "torch", monkeypatch, *libraries)
    assert (device._built_for("cuda"), device._built_for("xpu")) == (cuda, xpu)


def test_a_device_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _torch_has(monkeypatch, "cuda")
    assert choose_device("cuda") == "cuda"
    with pytest.raises(ModelError, match="'xpu' is not there"):
        choose_device("xpu")
    with pytest.raises(ModelError, match="no device 'gpu'; choose one of auto, cpu, cuda, mps"):
        choose_device("gpu")


@pytest.mark.parametrize("name", ["cuda", "mps", "xpu"])
def test_torch_knows_the_question(name: str) -> None:
    assert device._works(name) in {True, False}


def test_torchs_own_errors_of_memory_are_known() -> None:
    import torch

    with pytest.raises(RuntimeError) as processor:
        torch.empty(1 << 60)
    with pytest.raises(MemoryError) as numpys:
        np.empty(1 << 58)
    assert is_out_of_memory(processor.value)
    assert is_out_of_memory(numpys.value)
    assert is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB."))
    assert is_out_of_memory(torch.OutOfMemoryError("XPU out of memory. Tried to allocate 2 GiB."))


@pytest.mark.parametrize(
    "said",
    [
        "MPS backend out of memory (MPS allocated: 8.00 GiB, other allocations: 1.00 GiB).",
        "Invalid buffer size: 74.51 GiB",
        "CUDA error: out of memory",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "level_zero backend failed with error: 39 (UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)",
        "[enforce fail at alloc_cpu.cpp:116] data. DefaultCPUAllocator: not enough memory: you"
        " tried to allocate 99 bytes.",
    ],
)
def test_what_accelerators_say_of_memory_is_known(said: str) -> None:
    assert is_out_of_memory(RuntimeError(said))


def test_other_errors_are_not_of_memory() -> None:
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    assert not is_out_of_memory(ValueError("out of memory"))


def test_a_process_can_be_kept_to_fewer_cores() -> None:
    script = (
        "from photoapp.encoders.device import cores, use_cores\n"
        "use_cores(1)\n"
        "import threadpoolctl, numpy, torch\n"
        "few = {pool['num_threads'] for pool in threadpoolctl.threadpool_info()}\n"
        "print(cores(), torch.get_num_threads(), few)"
    )
    unbound = {name: value for name, value in os.environ.items() if "_NUM_THREADS" not in name}
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=unbound
    )
    assert said.stdout.split() == ["1", "1", "{1}"]
