"""Bundles are made by a process of their own, which leaves nothing behind when it is stopped."""

import threading
from pathlib import Path

import pytest

from photoapp.encoders.bundles.describing import describe_config
from photoapp.errors import DownloadStoppedError, ModelError
from photoapp.worker import DescribeFile, MakeBundle, find_source, make_bundle
from tests.encoders.bundles.checkpoints import publish


@pytest.fixture
def order(tmp_path: Path) -> MakeBundle:
    config, weights = publish(tmp_path / "published")
    source = describe_config("tiny", config)
    models = str(tmp_path / "models")
    return MakeBundle("tiny", source, str(weights), None, "none", "a test", models)


def test_a_bundle_is_made(order: MakeBundle) -> None:
    stop = threading.Event()
    assert make_bundle(order, stop) == Path(order.models, "tiny")
    assert [path.name for path in Path(order.models).iterdir()] == ["tiny"]


def test_stopped_it_ends_and_leaves_nothing(order: MakeBundle) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(DownloadStoppedError):
        make_bundle(order, stop)
    assert list(Path(order.models).glob(".*")) == []


@pytest.mark.long
def test_what_is_refused_there_is_refused_here() -> None:
    with pytest.raises(ModelError, match="no architecture 'ViT-X'"):
        find_source(DescribeFile("ViT-X", ""), threading.Event())
