import io

from rich.console import Console

from api.cli.terminal import Page


def _page(width):
    out = io.StringIO()
    return Page(Console(file=out, width=width, markup=False), "zh"), out


def test_lists_are_indented_when_folded():
    page, out = _page(16)
    page.items(["one two three four", "five"])
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    assert lines == [" - one two three", "   four", " - five"]


def test_an_empty_line_parts_headings():
    page, out = _page(40)
    page.heading("ranking", first=True)
    page.heading("warnings")
    assert out.getvalue() == "排名\n\n警示\n"
    assert page.words("yes", "no") == ["是", "否"]
