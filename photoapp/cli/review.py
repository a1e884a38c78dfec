"""``photoapp review``."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.cli.choosing import chosen_photos
from photoapp.cli.tag import label_shape
from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.changes import Change
from photoapp.library.labels import Candidate

app = typer.Typer(
    help="""Answer which photos show a label; each answer teaches.

    photoapp review list NAME shows the photos whose answer teaches most: open them, then say
    accept or reject. Accepted ones get the label as their keyword; rejected ones are never
    suggested again; forget takes an answer back.
    """,
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A label.")]
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Photos of the library.", show_default=False)
]
_SHOWN = 20
# Of the queue so many count as asked, and so tell how right the suggestions are: more than `list`
# shows, for the first answers change what comes next.
_ASKED = 50


@app.command("list")
def list_queue(
    context: typer.Context,
    name: Name,
    limit: Annotated[int, typer.Option(min=1, help="The most photos to show.")] = _SHOWN,
    as_json: AsJson = False,
) -> None:
    """Show the photos to answer next, and how likely each shows the label."""
    with closing(Library(context.obj)) as library:
        label = library.labels.named(name)
        library.labels.settle()
        queue = library.labels.queue(label.id, limit)
        files = library.files_of([candidate.photo_id for candidate in queue])
    if as_json:
        print_json(
            {"label": label.name, "photos": [_shape(*each) for each in _pairs(queue, files)]}
        )
    elif queue:
        rows = [
            [f"{c.chance * 100:.0f} %", "suggested" if c.suggested else "", str(file)]
            for c, file in _pairs(queue, files)
        ]
        print_table(["likely", "", "file"], rows)
    else:
        typer.echo(printable(f"Nothing is left to answer of “{label.name}”."))


@app.command()
def accept(context: typer.Context, name: Name, files: Files, as_json: AsJson = False) -> None:
    """Say that photos show a label: they get it as their keyword."""
    _answer(context, name, files, "accept", as_json)


@app.command()
def reject(context: typer.Context, name: Name, files: Files, as_json: AsJson = False) -> None:
    """Say that photos don't show a label: it is not suggested for them again."""
    _answer(context, name, files, "reject", as_json)


@app.command()
def forget(context: typer.Context, name: Name, files: Files, as_json: AsJson = False) -> None:
    """Take answers back: nobody has said anything of these photos then."""
    _answer(context, name, files, "forget", as_json)


def _answer(
    context: typer.Context, name: str, files: list[Path], answer: str, as_json: bool
) -> None:
    if not files:
        raise UsageError(f"Name the photos; see photoapp review {answer} -h.")
    with closing(Library(context.obj)) as library:
        label = library.labels.named(name)
        photo_ids, unknown = chosen_photos(library, files)
        change = _decide(library, label.id, photo_ids, answer) if photo_ids else None
        library.labels.settle()
        card = next(card for card in library.labels.cards() if card.label.id == label.id)
        reliable = library.labels.reliability(label.id)
    for sentence in unknown:
        warn(f"photoapp: {sentence}")
    if as_json:
        done = list(change.photo_ids) if change else []
        shape = {**label_shape(card, reliable), "changed": len(done), "refused": unknown}
        print_json(shape)
    elif photo_ids:
        said = change.text if change else "nothing was to be changed"
        typer.echo(printable(f"{said}; {card.suggested} suggested now"))
    if unknown:
        raise typer.Exit(1)


def _decide(library: Library, label_id: int, photo_ids: list[int], answer: str) -> Change | None:
    labels = library.labels
    if answer == "forget":
        return labels.forget(label_id, photo_ids)
    asked = {c.photo_id: c.chance for c in labels.queue(label_id, _ASKED)}
    decide = labels.accept if answer == "accept" else labels.reject
    return decide(label_id, photo_ids, {i: asked[i] for i in photo_ids if i in asked})


def _pairs(queue: list[Candidate], files: list[Path]) -> list[tuple[Candidate, Path]]:
    return list(zip(queue, files, strict=True))


def _shape(candidate: Candidate, file: Path) -> dict[str, Any]:
    chance = round(candidate.chance, 4)
    return {"path": str(file), "chance": chance, "suggested": candidate.suggested}
