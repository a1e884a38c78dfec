"""Options and arguments that several commands of ``photoapp-train`` share."""

from pathlib import Path
from typing import Annotated

import typer

from trainer.job.order import Method

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Run = Annotated[str, typer.Argument(metavar="RUN", help="As photoapp-train list names it.")]
Captions = Annotated[
    Path | None,
    typer.Argument(
        metavar="CAPTIONS",
        help="A file or folder of captions, as photoapp captions import takes it; none: the "
        "library's own captions. Its photos need not be in the library.",
        show_default=False,
    ),
]
HowTo = Annotated[
    Method,
    typer.Option(
        "--method",
        help="What is fitted. adapter: small heads on top of the model, in minutes on any "
        "computer; lora: a little in every layer; full: everything. The last two want a GPU.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="The model to personalise; else the one that answers searches."
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="A person, pet or thing of yours that captions call by this name: Shrek, say. May be "
        "given several times.",
    ),
]
NamesFile = Annotated[
    Path | None, typer.Option("--names-from", metavar="FILE", help="A text file, a name a line.")
]
Epochs = Annotated[
    int | None, typer.Option(min=1, help="How often it sees each photo; else the method's own.")
]
Rate = Annotated[
    float | None, typer.Option(min=0, help="The learning rate; else the method's own.")
]
Batch = Annotated[
    int | None, typer.Option(min=2, help="How many photos a step; else the method's own.")
]
Keywords = Annotated[
    bool, typer.Option("--keywords/--no-keywords", help="Learn from keywords too, not judged.")
]
