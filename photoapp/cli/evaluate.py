"""``photoapp evaluate``: how well a model finds photos. The user's catalogue is not touched."""

from pathlib import Path
from typing import Annotated

import typer

from photoapp.cli.evaluate_labels import labels
from photoapp.cli.measuring import JsonOption, ModelOption, StrictOption, encode, report, tell

app = typer.Typer(no_args_is_help=True, help="Measure a model on captioned or labelled photos.")


@app.command("retrieval")
def retrieval(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="CAPTIONS.JSONL")],
    *,
    split: Annotated[str | None, typer.Option(help="Only the lines of this split.")] = None,
    model: ModelOption = "starter",
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure how often a caption finds its photo among all photos of the file."""
    from photoapp.encoders import find_model, load_encoder
    from photoapp.evaluation import read_captions, score_retrieval

    photos = read_captions(file, split=split, strict=strict, tell=tell)
    encoder = load_encoder(str(find_model(model, context.obj.models)))
    rows, _, images = encode(encoder, [photo.path for photo in photos], strict=strict)
    captions = [photos[row].captions for row in rows]
    scores = score_retrieval(images, encoder.encode_texts([c[0] for c in captions]), captions)
    figures = {f"recall@{depth}": figure for depth, figure in scores.recall.items()}
    plain = {"photos": scores.photos, "median_rank": scores.median_rank}
    report(figures, plain | {"model": encoder.model_id}, as_json=as_json)


app.command("labels")(labels)
