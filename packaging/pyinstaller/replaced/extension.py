"""Stands in the bundle for torchvision's module of this name, which loads its compiled operators.

open_clip and timm need torchvision's transforms alone. Its operators are for finding objects, and
those of the usual build want NVIDIA's libraries, which the bundle does not have. The two that
torchvision describes at its import whether they are there or not must be declared.
"""

import torch

_declared = torch.library.Library("torchvision", "DEF")
_declared.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
_declared.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")


def _has_ops() -> bool:
    return False


def _assert_has_ops() -> None:
    raise RuntimeError("photoapp holds torchvision without its compiled operators.")


def _check_cuda_version() -> int:
    return -1


def _load_library(_name: str) -> bool:
    return False
