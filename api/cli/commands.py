"""The commands; each imports what it needs, so that help is quick."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli import command_groups, options
from api.cli.terminal import depth_of, helped, spoken
from api.cli.usage import App

LogLevel = Literal["critical", "error", "warning", "info", "debug"]
app = App(
    name="parkwise",
    help=helped("app"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(command_groups.catalogue, name="catalogue")
app.add_typer(command_groups.keys, name="keys")
app.add_typer(command_groups.methods, name="methods")
app.add_typer(command_groups.weightings, name="weightings")
app.add_typer(command_groups.db, name="db")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"parkwise {version('parkwise')}")
        raise typer.Exit


@app.callback()
def parkwise(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=helped("version"))
    ] = False,
) -> None:
    """Say which version this is, or run a command."""


@app.command(help=helped("serve"))
def serve(
    host: Annotated[str, typer.Option(help=helped("host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help=helped("port"))] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help=helped("workers"))] = 1,
    log_level: Annotated[LogLevel | None, typer.Option(help=helped("log_level"))] = None,
    lang: options.Lang = None,
) -> None:
    """Run the service."""
    from api.cli import server

    server.serve(host, port, workers, log_level, lang or spoken())


@app.command(help=helped("rank"))
def rank(
    file: options.RankFile,
    weights: options.Weights = None,
    method: options.Method = None,
    param: options.Parameters = None,
    no_sensitivity: options.NoSensitivity = False,
    samples: options.Samples = None,
    seed: options.Seed = None,
    multiverse: options.Multiverse = False,
    memo: options.Memo = False,
    full: options.Full = False,
    as_csv: options.AnswerCsv = False,
    as_json: options.AnswerJson = False,
    lang: options.Lang = None,
) -> None:
    """Rank the alternatives of a file."""
    from api.cli.errors import form_of
    from api.cli.input_files import OptionChanges
    from api.cli.ranking import rank_file

    changes = OptionChanges(weights, method, param or (), no_sensitivity, samples, seed, multiverse)
    language = lang or spoken()
    form = form_of(language, as_csv, as_json, told=memo or full)
    rank_file(file, changes, language, form, depth_of(memo, full))


@app.command(help=helped("recommend"))
def recommend(
    file: options.EnterpriseFile,
    template: options.Template = None,
    weights: options.Weights = None,
    method: options.Method = None,
    param: options.Parameters = None,
    no_sensitivity: options.NoSensitivity = False,
    samples: options.Samples = None,
    seed: options.Seed = None,
    multiverse: options.Multiverse = False,
    memo: options.Memo = False,
    full: options.Full = False,
    as_csv: options.AnswerCsv = False,
    as_json: options.AnswerJson = False,
    lang: options.Lang = None,
) -> None:
    """Rank the parks of the catalogue, or the alternatives of another choice."""
    from api.cli.errors import form_of
    from api.cli.input_files import OptionChanges
    from api.cli.ranking import recommend_file

    changes = OptionChanges(
        weights, method, param or (), no_sensitivity, samples, seed, multiverse, template
    )
    language = lang or spoken()
    form = form_of(language, as_csv, as_json, told=memo or full)
    recommend_file(file, changes, language, form, depth_of(memo, full))


@app.command(help=helped("interview"))
def interview(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=helped("interview_file"))],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.json", help=helped("interview_out"))
    ] = None,
    template: options.Template = None,
    weights: Annotated[
        str | None, typer.Option(metavar="JSON|FILE|PROFILE", help=helped("interview_weights"))
    ] = None,
    method: options.Method = None,
    param: options.Parameters = None,
    memo: options.Memo = False,
    full: options.Full = False,
    lang: options.Lang = None,
) -> None:
    """Ask what matters, one question at a time."""
    from api.cli.input_files import OptionChanges
    from api.cli.interview import interview_file

    changes = OptionChanges(weights, method, param or (), False, None, None, template=template)
    interview_file(file, changes, out, lang or spoken(), depth_of(memo, full))


@app.command(help=helped("compare"))
def compare(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=helped("compare_file"))],
    weights: Annotated[
        list[str] | None,
        typer.Option(metavar="[NAME=]JSON|FILE|PROFILE", help=helped("weightings")),
    ] = None,
    method: options.Method = None,
    param: options.Parameters = None,
    full: Annotated[bool, typer.Option("--full", help=helped("compare_full"))] = False,
    as_csv: options.AnswerCsv = False,
    as_json: options.AnswerJson = False,
    lang: options.Lang = None,
) -> None:
    """Compare weightings on the alternatives of a file."""
    from api.cli.comparison import compare_file
    from api.cli.errors import form_of
    from api.cli.input_files import OptionChanges

    changes = OptionChanges(None, method, param or (), False, None, None)
    language = lang or spoken()
    form = form_of(language, as_csv, as_json, told=full)
    compare_file(file, weights or (), changes, language, form, whole=full)


@app.command(help=helped("report"))
def report(
    file: Annotated[Path, typer.Argument(metavar="RESULT.json", help=helped("report_file"))],
    form: Annotated[
        Literal["pdf", "html", "xlsx", "json"] | None,
        typer.Option("--format", help=helped("report_format")),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=helped("report_out"))] = None,
    annex: Annotated[bool, typer.Option("--annex", help=helped("report_annex"))] = False,
    firm: Annotated[str | None, typer.Option(metavar="NAME", help=helped("report_firm"))] = None,
    logo: Annotated[Path | None, typer.Option(metavar="FILE", help=helped("report_logo"))] = None,
    lang: options.Lang = None,
) -> None:
    """Make a report of an answer."""
    from api.cli.report_file import report_file

    report_file(file, form, out, lang or spoken(), whose=(firm, logo), with_annex=annex)


@app.command(help=helped("mcp"))
def mcp(lang: options.Lang = None) -> None:
    """Answer an assistant over standard input and output."""
    from api.cli.server import assist

    assist(lang or spoken())


@app.command(help=helped("worker"))
def worker(
    address: Annotated[
        str | None, typer.Argument(metavar="TLS://HOST:PORT", help=helped("scheduler"))
    ] = None,
    threads: Annotated[int | None, typer.Option(min=1, help=helped("threads"))] = None,
    ca: Annotated[Path | None, typer.Option(metavar="FILE", help=helped("cluster_ca"))] = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help=helped("cluster_certificate"))
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help=helped("cluster_key"))] = None,
    insecure: Annotated[bool, typer.Option("--insecure", help=helped("insecure"))] = False,
    lang: options.Lang = None,
) -> None:
    """Work for a cluster."""
    from api.cli import server

    changes = {"ca": ca, "certificate": certificate, "key": key, "insecure": insecure}
    server.work(address, threads, changes, lang or spoken())


@app.command(help=helped("jobs"))
def jobs(
    runners: Annotated[int, typer.Option(min=1, max=64, help=helped("runners"))] = 1,
    health_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help=helped("health_file"))
    ] = None,
    lang: options.Lang = None,
) -> None:
    """Work off the queue of jobs."""
    from api.cli import server

    server.work_off(runners, health_file, lang or spoken())


@app.command(help=helped("doctor"))
def doctor(as_json: options.ListJson = False, lang: options.Lang = None) -> None:
    """Say what is missing on this machine."""
    from api.cli.doctor import examine

    examine(lang or spoken(), as_json=as_json)


@app.command(help=helped("parks"))
def parks(
    country: Annotated[str | None, typer.Option(metavar="ID", help=helped("parks_country"))] = None,
    as_csv: options.ListCsv = False,
    as_json: options.ListJson = False,
    lang: options.Lang = None,
) -> None:
    """List the parks of the catalogue."""
    from api.cli.errors import form_of
    from api.cli.lists import write_parks

    language = lang or spoken()
    write_parks(language, country, form_of(language, as_csv, as_json))


@app.command(help=helped("criteria"))
def criteria(
    as_csv: options.ListCsv = False, as_json: options.ListJson = False, lang: options.Lang = None
) -> None:
    """List the criteria on which parks are compared."""
    from api.cli.errors import form_of
    from api.cli.lists import write_criteria

    language = lang or spoken()
    write_criteria(language, form_of(language, as_csv, as_json))


@app.command(help=helped("profiles"))
def profiles(
    as_csv: options.ListCsv = False, as_json: options.ListJson = False, lang: options.Lang = None
) -> None:
    """List the weight profiles."""
    from api.cli.errors import form_of
    from api.cli.lists import write_profiles

    language = lang or spoken()
    write_profiles(language, form_of(language, as_csv, as_json))
