"""The icon is drawn for every system."""

from pathlib import Path

from PIL import Image

from tests.packaging.scripts import ROOT, script

icons = script("icons")


def test_a_desktop_finds_it_in_every_size(tmp_path: Path) -> None:
    script("linux_share").write_share(tmp_path)
    hicolor = tmp_path / "icons" / "hicolor"
    for edge in icons.EDGES:
        with Image.open(hicolor / f"{edge}x{edge}" / "apps" / "photoapp.png") as icon:
            assert icon.size == (edge, edge)
            assert icon.getpixel((0, 0))[3] == 0  # the corner
            assert icon.getpixel((edge // 2, edge // 3))[:3] == (0x2B, 0x5F, 0xB8)  # the sky
    drawing = (ROOT / "resources" / "icons" / "photoapp.svg").read_bytes()
    assert (hicolor / "scalable" / "apps" / "photoapp.svg").read_bytes() == drawing


def test_windows_and_macos_have_their_own_forms(tmp_path: Path) -> None:
    icons.write_ico(tmp_path / "photoapp.ico")
    icons.write_icns(tmp_path / "photoapp.icns")
    with Image.open(tmp_path / "photoapp.ico") as ico:
        assert {(16, 16), (32, 32), (256, 256)} <= set(ico.info["sizes"])
    with Image.open(tmp_path / "photoapp.icns") as icns:
        assert icns.size == (1024, 1024) or (512, 512, 2) in icns.info["sizes"]
