"""Tensors come out of a safetensors file as they went in, and a damaged file is named."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from photoapp.encoders.tensor_file import as_float32, read_tensors
from photoapp.errors import ModelError


def test_tensors_are_read_as_they_were_written(tmp_path: Path) -> None:
    kinds = ["?", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]
    random = np.random.default_rng(0)
    written = {kind: random.integers(0, 100, (3, 4)).astype(kind) for kind in kinds}
    written |= {"scalar": np.array(2.5, np.float32), "empty": np.zeros((0, 3), np.float32)}
    save_file(written, tmp_path / "all.safetensors", metadata={"format": "pt"})
    read = read_tensors(tmp_path / "all.safetensors")
    assert set(read) == set(written)
    for name, tensor in written.items():
        assert read[name].dtype == tensor.dtype
        np.testing.assert_array_equal(read[name], tensor)


def test_bfloat16_becomes_float32(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file as save_torch

    tensor = torch.tensor([[1.5, -2.25, 3e38], [0.0, float("inf"), 1e-39]], dtype=torch.bfloat16)
    save_torch({"x": tensor}, tmp_path / "x.safetensors")
    read = read_tensors(tmp_path / "x.safetensors")["x"]
    np.testing.assert_array_equal(read, tensor.float().numpy())


def test_tensors_are_the_file_itself_and_cannot_be_written(tmp_path: Path) -> None:
    save_file({"x": np.ones(4, np.float32)}, tmp_path / "x.safetensors")
    tensor = read_tensors(tmp_path / "x.safetensors")["x"]
    assert not tensor.flags.owndata
    assert as_float32(tensor) is tensor
    with pytest.raises(ValueError, match="read-only"):
        tensor[0] = 2


def test_tensors_that_lie_askew_are_read(tmp_path: Path) -> None:
    entry = {"dtype": "F32", "shape": [2], "data_offsets": [1, 9]}
    _write(tmp_path / "x", {"x": entry}, b"." + np.float32([1, 2]).tobytes())
    np.testing.assert_array_equal(read_tensors(tmp_path / "x")["x"], [1, 2])


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]},
        {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2], "data_offsets": [-8, 0]},
        {"dtype": "F32", "shape": [-1, -2], "data_offsets": [0, 8]},
        {"dtype": "F4", "shape": [2], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": "2", "data_offsets": [0, 8]},
        {"dtype": "F32"},
        7,
    ],
)
def test_a_tensor_that_cannot_be_is_refused(entry: object, tmp_path: Path) -> None:
    _write(tmp_path / "bad.safetensors", {"x": entry}, bytes(8))
    with pytest.raises(ModelError, match=r"bad\.safetensors are damaged"):
        read_tensors(tmp_path / "bad.safetensors")


@pytest.mark.parametrize("length", [0, 1, 7, 8, 30, 100])
def test_a_file_cut_short_is_refused(length: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.safetensors"
    save_file({"x": np.ones(40, np.float32)}, path)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(ModelError, match=r"cut\.safetensors are damaged"):
        read_tensors(path)


def test_another_format_and_a_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(bytes(range(256)))
    with pytest.raises(ModelError, match=r"x\.bin are damaged"):
        read_tensors(tmp_path / "x.bin")
    with pytest.raises(ModelError, match=r"gone\.bin can't be read: No such file"):
        read_tensors(tmp_path / "gone.bin")


def _write(path: Path, header: dict[str, object], data: bytes) -> None:
    said = json.dumps(header).encode()
    path.write_bytes(len(said).to_bytes(8, "little") + said + data)
