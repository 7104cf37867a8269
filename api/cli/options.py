"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.terminal import Language, helped
from mcda.parks.templates import TemplateId

RankFile = Annotated[Path, typer.Argument(metavar="FILE", help=helped("rank_file"))]
EnterpriseFile = Annotated[
    Path, typer.Argument(metavar="ENTERPRISE.json", help=helped("recommend_file"))
]
Template = Annotated[
    TemplateId | None,
    typer.Option(help=helped("template")),
]
Weights = Annotated[str | None, typer.Option(metavar="JSON|FILE|PROFILE", help=helped("weights"))]
Method = Annotated[str | None, typer.Option(metavar="NAME", help=helped("method"))]
Parameters = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help=helped("param"))
]
NoSensitivity = Annotated[bool, typer.Option("--no-sensitivity", help=helped("no_sensitivity"))]
Samples = Annotated[int | None, typer.Option(metavar="N", help=helped("samples"))]
Seed = Annotated[int | None, typer.Option(metavar="N", help=helped("seed"))]
Multiverse = Annotated[bool, typer.Option("--multiverse", help=helped("multiverse"))]
Lang = Annotated[Language | None, typer.Option(help=helped("lang"))]
Memo = Annotated[bool, typer.Option("--memo", help=helped("memo"))]
Full = Annotated[bool, typer.Option("--full", help=helped("full"))]
AnswerCsv = Annotated[bool, typer.Option("--csv", help=helped("answer_csv"))]
AnswerJson = Annotated[bool, typer.Option("--json", help=helped("answer_json"))]
ListCsv = Annotated[bool, typer.Option("--csv", help=helped("list_csv"))]
ListJson = Annotated[bool, typer.Option("--json", help=helped("list_json"))]
