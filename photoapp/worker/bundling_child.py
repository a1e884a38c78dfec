"""The process that makes bundles: one order comes in, one answer goes out, and it ends."""

import os
import signal
import sys
from pathlib import Path

import msgspec

from photoapp.encoders.bundles.making import BundleOrder, make_bundle
from photoapp.encoders.bundles.sources import describe_file, find_source
from photoapp.errors import PhotoappError
from photoapp.worker.bundling import (
    Answer,
    DescribeFile,
    FindSource,
    Found,
    Made,
    MakeBundle,
    Order,
    Refused,
)


def run_order() -> None:
    """Take an order from standard input, and answer on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever libraries print goes to the log
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    try:
        answer = _carry_out(order)
    except PhotoappError as error:
        answer = Refused(str(error))
    with answers:
        answers.write(msgspec.json.encode(answer))


def _carry_out(order: Order) -> Answer:
    if isinstance(order, FindSource):
        return Found(find_source(order.name))
    if isinstance(order, DescribeFile):
        return Found(describe_file(order.architecture, order.like))
    return Made(str(make_bundle(_bundle(order))))


def _bundle(order: MakeBundle) -> BundleOrder:
    return BundleOrder(
        name=order.name,
        source=order.source,
        checkpoint=Path(order.checkpoint),
        extras=Path(order.extras) if order.extras else None,
        licence=order.licence,
        origin=order.origin,
        models=Path(order.models),
    )
