"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.words import Language, helped

RankFile = Annotated[Path, typer.Argument(metavar="FILE", help=helped("rank_file"))]
EnterpriseFile = Annotated[
    Path, typer.Argument(metavar="ENTERPRISE.json", help=helped("recommend_file"))
]
Template = Annotated[
    Literal["parks", "location", "park-model", "way-in"] | None,
    typer.Option(help=helped("template")),
]
Weights = Annotated[str | None, typer.Option(metavar="JSON|FILE", help=helped("weights"))]
Method = Annotated[str | None, typer.Option(metavar="NAME", help=helped("method"))]
Parameters = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help=helped("param"))
]
NoSensitivity = Annotated[bool, typer.Option("--no-sensitivity", help=helped("no_sensitivity"))]
Samples = Annotated[int | None, typer.Option(metavar="N", help=helped("samples"))]
Seed = Annotated[int | None, typer.Option(metavar="N", help=helped("seed"))]
Multiverse = Annotated[bool, typer.Option("--multiverse", help=helped("multiverse"))]
Budget = Annotated[bool, typer.Option("--budget", help=helped("budget"))]
Lang = Annotated[Language | None, typer.Option(help=helped("lang"))]
Json = Annotated[bool, typer.Option("--json", help=helped("json"))]
