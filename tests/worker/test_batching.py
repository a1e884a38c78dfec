import pytest

from photoapp.worker.batching import BatchSize, is_accelerator

MANY = 10_000


@pytest.mark.parametrize("device", ["cuda", "cuda:1", "mps", "xpu"])
def test_accelerators_begin_with_larger_batches(device: str) -> None:
    assert is_accelerator(device)
    assert BatchSize.on(device).photos == 32
    assert BatchSize.on("cpu").photos == 8


def test_it_grows_while_batches_are_quick_up_to_the_limit() -> None:
    size = BatchSize.on("cuda")
    grown = []
    for _ in range(6):
        size.took(size.photos, 0.01, MANY)
        grown.append(size.photos)
    assert grown == [64, 128, 256, 512, 512, 512]


def test_it_never_passes_what_one_core_does_best() -> None:
    size = BatchSize.on("cpu")
    size.took(8, 0.001, MANY)
    assert size.photos == 8


def test_it_shrinks_to_one_photo_and_no_further_and_comes_back() -> None:
    size = BatchSize.on("cpu")
    for _ in range(5):
        size.took(size.photos, 3.0, MANY)
    assert size.photos == 1
    for _ in range(5):
        size.took(size.photos, 0.1, MANY)
    assert size.photos == 8


def test_it_settles_where_a_batch_takes_about_what_it_should() -> None:
    size = BatchSize.on("cuda")
    for _ in range(20):
        size.took(size.photos, size.photos / 700, MANY)
    assert size.photos == 128


def test_lanes_that_are_slow_at_once_shrink_it_once() -> None:
    size = BatchSize.on("cpu")
    for _ in range(16):
        size.took(8, 1.0, MANY)
    assert size.photos == 4


def test_a_batch_that_was_not_full_says_nothing_of_larger_ones() -> None:
    size = BatchSize.on("cuda")
    size.took(5, 0.001, MANY)
    assert size.photos == 32


def test_it_does_not_grow_so_far_that_nothing_is_left_to_decode() -> None:
    size = BatchSize.on("cuda")
    size.took(32, 0.001, 95)
    assert size.photos == 32
    size.took(32, 0.001, 96)
    assert size.photos == 64


def test_what_did_not_fit_is_never_tried_again() -> None:
    size = BatchSize.on("cuda")
    size.did_not_fit(20)
    assert size.photos == 8
    for _ in range(5):
        size.took(size.photos, 0.001, MANY)
    assert size.photos == 8
    size.did_not_fit(1)
    assert size.photos == 1
