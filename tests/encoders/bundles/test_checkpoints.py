"""Tensors come out of files that others made; code does not."""

import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from photoapp.encoders.bundles.checkpoints import read_checkpoint
from photoapp.encoders.bundles.towers import split_towers
from photoapp.errors import ModelError

_TENSORS = {
    "visual.proj": torch.ones(2, 3),
    "text_projection": torch.ones(2, 2),
    "transformer.a": torch.ones(1),
    "logit_scale": torch.tensor(2.0),
}


class _Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("code was run",)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda t: t,
        lambda t: {"state_dict": t, "epoch": 3, "name": "a run"},
        lambda t: {"state_dict": {f"module.{n}": v for n, v in t.items()}},
        lambda t: {"model": {f"module._orig_mod.{n}": v for n, v in t.items()}},
    ],
)
def test_tensors_are_found_however_they_were_saved(tmp_path: Path, wrap: object) -> None:
    path = tmp_path / "weights.pt"
    torch.save(wrap(_TENSORS), path)  # type: ignore[operator]
    assert read_checkpoint(path).keys() == _TENSORS.keys()


def test_safetensors_are_read(tmp_path: Path) -> None:
    save_file(_TENSORS, tmp_path / "weights.safetensors")
    assert read_checkpoint(tmp_path / "weights.safetensors").keys() == _TENSORS.keys()


def test_no_code_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "harmful.pt"
    torch.save({"state_dict": _TENSORS, "args": _Harmful()}, path)
    assert "could run code" in _refusal(path)
    path.write_bytes(pickle.dumps(_Harmful()))
    assert str(path) in _refusal(path)
    assert capsys.readouterr().out == ""


@pytest.mark.filterwarnings("ignore:.*torch.jit")
def test_a_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    torch.jit.save(torch.jit.trace(torch.nn.Linear(2, 2), torch.ones(1, 2)), path)
    assert "TorchScript" in _refusal(path)


@pytest.mark.parametrize("name", ["weights.pt", "weights.safetensors"])
@pytest.mark.parametrize("content", [b"", b"garbage" * 100, b"<html>Not found</html>"])
def test_a_file_that_holds_no_weights_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert str(tmp_path / name) in _refusal(tmp_path / name)


@pytest.mark.parametrize("name", ["weights.pt", "weights.safetensors"])
def test_a_file_cut_short_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    save_file(_TENSORS, path) if name.endswith("s") else torch.save(_TENSORS, path)
    path.write_bytes(path.read_bytes()[:-100])
    assert "fetch it again" in _refusal(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "check the name" in _refusal(tmp_path / "none.pt")


def test_a_file_without_tensors_is_named(tmp_path: Path) -> None:
    torch.save({"epoch": 3}, tmp_path / "none.pt")
    assert "no tensors" in _refusal(tmp_path / "none.pt")


def test_towers_are_split_under_one_naming() -> None:
    bare = split_towers(_TENSORS)
    named = {"text." + n if n in ("text_projection", "transformer.a") else n: t
             for n, t in _TENSORS.items()}  # fmt: skip
    assert (
        split_towers(named).text.keys() == bare.text.keys() == {"text_projection", "transformer.a"}
    )
    assert bare.image.keys() == {"proj"}
    assert bare.logit_scale == pytest.approx(2.71828**2, rel=1e-4)
    assert bare.logit_bias is None


def test_halves_become_whole_numbers_of_32_bits() -> None:
    towers = split_towers({n: t.half() for n, t in _TENSORS.items()})
    assert {t.dtype for t in (*towers.image.values(), *towers.text.values())} == {torch.float32}


def test_weights_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(ModelError, match=r"visual\.proj holds values that are no numbers"):
        split_towers(_TENSORS | {"visual.proj": torch.full((2, 3), torch.nan)})


def test_what_is_no_clip_model_is_refused() -> None:
    with pytest.raises(ModelError, match=r"they begin with conv\.weight"):
        split_towers({"conv.weight": torch.ones(1)})


def _refusal(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        read_checkpoint(path)
    return str(caught.value)
