"""``photoapp-train evaluate``: a personalised model next to the one that it was made from."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from photoapp.cli.measuring import StrictOption, encode
from photoapp.cli.train.found_models import base_of, learned_photos, model_folder
from photoapp.cli.train.options import AsJson
from photoapp.console import print_json, print_table, warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from photoapp.encoders import Encoder, Floats
    from photoapp.evaluation import CaptionedPhoto
    from photoapp.evaluation.bootstrap import Figure


def evaluate(
    context: typer.Context,
    model: Annotated[
        str, typer.Argument(metavar="RUN|MODEL", help="A run, a model's name, or its folder.")
    ],
    file: Annotated[Path, typer.Argument(metavar="CAPTIONS.JSONL")],
    *,
    split: Annotated[str | None, typer.Option(help="Only the lines of this split.")] = None,
    strict: StrictOption = False,
    as_json: AsJson = False,
) -> None:
    """Measure how often captions find their photos.

    That is among all photos of the file, by each photo's first caption. A personalised model is
    measured next to the one that it was made from, activated or not. The figures only mean
    something on photos that it has not learned from.

    For example: photoapp-train evaluate 2026-11-22-adapter-1 others.jsonl
    """
    from photoapp.encoders import load_encoder
    from photoapp.evaluation import read_captions

    folder = model_folder(model, context.obj)
    photos = read_captions(file, split=split, strict=strict, tell=warn)
    encoder = load_encoder(str(folder))
    rows, features, images = encode(encoder, [photo.path for photo in photos], strict=strict)
    seen = [photos[row] for row in rows]
    _warn_of_learned(folder, context.obj.training, seen)
    after = _ranks(encoder, images, seen)
    before, base = None, base_of(folder, context.obj, warn)
    if base:
        start = load_encoder(str(base.folder))
        shared = features if base.same_features else None
        before = _ranks(start, _images(start, shared, seen), seen)
    plain = {
        "photos": len(seen),
        "model": encoder.model_id,
        "base": base.id if base else None,
    }
    _report(plain, before, after, as_json=as_json)


def _warn_of_learned(folder: Path, training: Path, photos: "Sequence[CaptionedPhoto]") -> None:
    learned = learned_photos(folder, training)
    number = sum(photo.path.resolve() in learned for photo in photos)
    if number:
        warn(
            f"{number} of the {len(photos)} photos are among those that it has learned from, so "
            "the figures are too good; the run's own report has them right."
        )


def _images(
    encoder: "Encoder", features: "Floats | None", photos: "Sequence[CaptionedPhoto]"
) -> "Floats":
    """Return the photos' vectors, from another model's features where those are the same."""
    if features is not None:
        return encoder.project_features(features)
    return encode(encoder, [photo.path for photo in photos], strict=True)[2]


def _ranks(
    encoder: "Encoder", images: "Floats", photos: "Sequence[CaptionedPhoto]"
) -> "NDArray[np.int64]":
    from photoapp.evaluation.retrieval import caption_ranks

    queries = encoder.encode_texts([photo.captions[0] for photo in photos])
    return caption_ranks(images, queries, [photo.captions for photo in photos])


def _report(
    plain: dict[str, Any],
    before: "NDArray[np.int64] | None",
    after: "NDArray[np.int64]",
    *,
    as_json: bool,
) -> None:
    from photoapp.evaluation.bootstrap import mean_with_interval
    from photoapp.evaluation.retrieval import DEPTHS

    compared = {
        f"recall@{depth}": [mean_with_interval(values) for values in _hits(before, after, depth)]
        for depth in DEPTHS
    }
    if as_json:
        print_json(plain | _shape(compared, has_base=before is not None))
        return
    for name, value in plain.items():
        if value is not None:
            typer.echo(f"{name}: {value}")
    columns = ["measure", "value", "95 % interval"]
    if before is not None:
        columns = ["measure", "value", "95 % interval", "base", "gain (95 %)"]
    print_table(columns, [_row(name, figures) for name, figures in compared.items()])


def _hits(
    before: "NDArray[np.int64] | None", after: "NDArray[np.int64]", depth: int
) -> "list[NDArray[np.float64]]":
    """Return whether each caption finds its photo: now, and then, and what that gains."""
    now = (after <= depth).astype(np.float64)
    if before is None:
        return [now]
    then = (before <= depth).astype(np.float64)
    return [now, then, now - then]


def _row(name: str, figures: "list[Figure]") -> list[str]:
    now = figures[0]
    row = [name, f"{now.value:.3f}", f"{now.low:.3f} to {now.high:.3f}"]
    if len(figures) > 1:
        _, then, gain = figures
        more = f"{gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"
        row += [f"{then.value:.3f}", more]
    return row


def _shape(compared: "dict[str, list[Figure]]", *, has_base: bool) -> dict[str, Any]:
    names = ["after", "before", "gain"] if has_base else ["after"]
    shape: dict[str, Any] = {
        name: {depth: round(figures[i].value, 4) for depth, figures in compared.items()}
        for i, name in enumerate(names)
    }
    shape["intervals_95"] = {
        name: {
            depth: [round(figures[i].low, 4), round(figures[i].high, 4)]
            for depth, figures in compared.items()
        }
        for i, name in enumerate(names)
    }
    return shape
