"""With which versions bundles are built."""

from packaging.requirements import Requirement

from .scripts import ROOT, script

setting_up = script("setting_up")


def _pinned(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {r.name: str(r.specifier) for r in map(Requirement, lines)}


def test_they_are_those_of_the_tests_but_for_pytorch_and_what_is_nvidias() -> None:
    built = _pinned(setting_up.versions())
    tested = _pinned((ROOT / "constraints.txt").read_text("utf-8"))
    added = {name for name in built if name not in tested}
    assert added == {"pyinstaller", "pyinstaller-hooks-contrib"}
    assert {n for n in built if built[n] != tested.get(n)} - added == {"torch", "torchvision"}
    left_out = tested.keys() - built.keys()
    assert "triton" in left_out
    assert all(n.startswith(("nvidia-", "cuda-")) for n in left_out - {"triton"})
