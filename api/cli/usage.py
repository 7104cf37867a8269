"""Help texts of the command line, and refusals of wrong options and arguments."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from importlib import import_module
from inspect import Parameter, Signature, signature
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer
from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from api.cli.terminal import Language, Page, announce, catalogue, console, named, spoken, word
from mcda.texts.marks import COMMA
from mcda.texts.suggestions import near

_WIDEST = 36
"""Of names beside their explanations."""
_TYPES = {"str": "TEXT", "int": "N", "int range": "N", "path": "FILE"}
_PLACEHOLDER = re.compile(r"[A-Z]{2,}")
_RECEIVED = re.compile(r"'?(.*?)'? is not ")
_EXTRA = re.compile(r" \((.*)\)$")


class _Explained:
    """Help at once, for a terminal of any width, in the words of ``words.toml``."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return arguments and options with their help, of this command or of every one."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # of the other class
        for param in params:
            own = f"help_{_key(ctx, param.name)}"
            key = own if own in catalogue() else f"help_{param.name}"
            param.help = word(key, spoken())
        return params

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        language, page = spoken(), Page(console(), spoken())
        pieces = _translated(" ".join(self.collect_usage_pieces(ctx)), language)
        page.say("usage", line=f"{ctx.command_path} {pieces}")
        page.console.print()
        page.line(self.help)
        headings = ("usage_commands", "usage_arguments", "usage_options")
        rows: dict[str, list[tuple[str, str]]] = {heading: [] for heading in headings}
        if isinstance(self, CommandGroup):
            rows["usage_commands"] = [(name, _help(ctx, name)) for name in self.list_commands(ctx)]
        for param in self.get_params(ctx):
            names = _translated(_names(param, ctx), language)
            rows[f"usage_{param.param_type_name}s"].append((names, _explained(param, language)))
        for heading, entries in rows.items():
            if entries:
                page.heading(heading)
                table = Table.grid(padding=(0, 2), pad_edge=False)
                width = min(_WIDEST, max(cell_len(name) for name, _ in entries))
                table.add_column(width=width, overflow="fold")
                table.add_column(overflow="fold")
                for entry in entries:
                    table.add_row(*entry)
                page.console.print(Padding(table, (0, 0, 0, 2), expand=False))


class Command(_Explained, TyperCommand):
    """A command with its help."""


class UsageRefusal(typer.TyperException):
    """A refusal of a command line; the message is a sentence for the reader."""

    exit_code = 2


class CommandGroup(_Explained, TyperGroup):
    """Commands with their help, made when they are called for, and refusals in a sentence."""

    table: ClassVar[Mapping[str, str]] = {}
    """All commands by their paths, such as ``keys create``, each as ``module:function``."""
    path: ClassVar[str] = ""
    """Of these, with a space behind it."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands."""
        inner = [path.removeprefix(self.path) for path in self.table if path.startswith(self.path)]
        return list(dict.fromkeys(path.partition(" ")[0] for path in inner))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name."""
        if cmd_name in self.list_commands(ctx) and cmd_name not in self.commands:
            path = f"{self.path}{cmd_name}"
            more: dict[str, Any] = {"name": cmd_name, "help": _help(ctx, cmd_name)}
            if any(other.startswith(f"{path} ") for other in self.table):
                app = group(self.table, f"{path} ", add_completion=False, **more)
            else:
                app = typer.Typer(add_completion=False)
                app.command(cls=Command, **more)(_function(self.table[path]))
            self.commands[cmd_name] = get_command(app)
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first argument names, or refuse an unknown name."""
        names, name = self.list_commands(ctx), args[0]
        if name.startswith("-") or name in names:
            return super().resolve_command(ctx, args)
        sentence = word("usage_no_command", spoken(), name=name, path=ctx.command_path)
        raise UsageRefusal(sentence + _meant(near(name, names), spoken()))

    def main(self, *args: Any, **more: Any) -> Any:
        """Run a command and exit; refusals exit with a sentence and a pointer to the help."""
        if not more.get("standalone_mode", True):
            return super().main(*args, **more)
        try:
            code = super().main(*args, **{**more, "standalone_mode": False})
        except typer.TyperException as error:
            language, ctx = spoken(), getattr(error, "ctx", None)
            sentence = _sentence(error, language)
            if sentence:
                console(stderr=True).print(sentence, soft_wrap=True)
            if sentence and ctx is not None:
                announce("usage_help", language, stderr=True, path=ctx.command_path)
            sys.exit(error.exit_code)
        sys.exit(code if isinstance(code, int) else 0)


def group(table: Mapping[str, str], path: str = "", **more: Any) -> typer.Typer:
    """Return a group of commands; the function by its own path runs where none of them is named."""
    cls = type("Group", (CommandGroup,), {"table": table, "path": path})
    alone = table.get(path.rstrip())
    start = {"invoke_without_command": alone is not None, "no_args_is_help": alone is None}
    app = typer.Typer(cls=cls, **{**start, **more})
    app.callback()(_function(alone) if alone else lambda: None)
    return app


def _key(ctx: Any, name: str) -> str:
    """Return the key of the help on something of a command."""
    return name if ctx.parent is None else _key(ctx.parent, f"{ctx.info_name}_{name}")


def _help(ctx: Any, name: str) -> str:
    return word(f"help_{_key(ctx, name)}", spoken())


def _function(place: str) -> Callable[..., Any]:
    """Return a function by its place; its options are the fields of the classes that it takes."""
    module, _, name = place.partition(":")
    function = getattr(import_module(f"api.cli.{module}"), name)
    own = signature(function, eval_str=True).parameters
    classes: dict[str, Any] = {
        name: each.annotation for name, each in own.items() if is_dataclass(each.annotation)
    }
    fields = {name: signature(cls).parameters for name, cls in classes.items()}

    def call(**values: Any) -> Any:
        for name, cls in classes.items():
            values[name] = cls(**{field: values.pop(field) for field in fields[name]})
        return function(**values)

    options = chain(*(fields.get(name, {name: each}).values() for name, each in own.items()))
    flat: Any = call
    flat.__signature__ = Signature([_option(each) for each in options])
    return call


def _option(each: Parameter) -> Parameter:
    """Return a parameter as typer takes it: a flag has no opposite, an argument a placeholder."""
    kind: Any = each.annotation
    if kind is bool:
        kind = Annotated[kind, typer.Option(f"--{each.name.replace('_', '-')}")]
    elif kind in (str, Path) and each.default is each.empty:
        kind = Annotated[kind, typer.Argument(metavar=each.name.upper())]
    return each.replace(kind=Parameter.KEYWORD_ONLY, annotation=kind)


def _names(param: Any, ctx: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.make_metavar(ctx))
    if param.is_flag:
        return str(param.opts[0])
    kind = None if param.metavar else _TYPES.get(param.type.name)
    return f"{param.opts[0]} {kind or param.make_metavar(ctx)}"


def _translated(line: str, language: Language) -> str:
    """Return a line with the placeholders of values in the reader's language."""
    return _PLACEHOLDER.sub(lambda match: named("placeholder", match[0], language), line)


def _explained(param: Any, language: Language) -> str:
    """Return the help of a parameter, its bounds, and its default."""
    more = []
    if bounds := _bounds(param):
        more.append(word("usage_range", language, range=bounds))
    if param.required and param.param_type_name == "option":
        more.append(word("usage_required", language))
    if isinstance(param.default, int | str) and not isinstance(param.default, bool):
        more.append(word("usage_default", language, value=param.default))
    return (" " if language == "en" else "").join([param.help, *more])


def _bounds(param: Any) -> str:
    """Return the bounds of a number as text, empty if it has none."""
    low, high = getattr(param.type, "min", None), getattr(param.type, "max", None)
    return f"{low}..{high}" if high is not None else "" if low is None else f">= {low}"


def _sentence(error: Any, language: Language) -> str:
    if isinstance(error, typer.BadParameter):
        return _of_parameter(error, language)
    if hasattr(error, "possibilities"):
        sentence = word("usage_no_option", language, name=error.option_name)
        return sentence + _meant(error.possibilities or (), language)
    if hasattr(error, "option_name"):
        return word("usage_no_value", language, name=error.option_name)
    extra = _EXTRA.search(error.message)
    if extra is not None and not isinstance(error, UsageRefusal):
        return word("usage_extra", language, what=extra[1])
    return str(error.message)


def _of_parameter(error: Any, language: Language) -> str:
    param = error.param
    is_option = param.param_type_name == "option"
    name = param.opts[0] if is_option else _translated(param.make_metavar(error.ctx), language)
    if hasattr(error, "param_type"):
        return word("usage_missing", language, name=name)
    match = _RECEIVED.match(error.message)
    fields = {"name": name, "value": match[1] if match else error.message}
    choices = [str(choice) for choice in getattr(param.type, "choices", ())]
    if choices:
        sentence = word("usage_choice", language, allowed=COMMA[language].join(choices), **fields)
        return sentence + _meant(near(fields["value"], choices), language)
    if bounds := _bounds(param):
        return word("usage_out_of_range", language, range=bounds, **fields)
    return word("usage_no_number", language, **fields)


def _meant(names: Sequence[str], language: Language) -> str:
    between = " 或 " if language == "zh" else " or "
    return word("usage_meant", language, names=between.join(names)) if names else ""
