"""Names in lines, and heights known without the library that draws."""

import subprocess
import sys

import pytest

from mcda.plot.layout import LIMIT, of_rows, width, wrapped


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert width("园区ab") == 6


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("Short", ["Short"]),
        ("Vientiane Saysettha Development Zone", ["Vientiane Saysettha", "Development Zone"]),
        ("中国印度尼西亚经贸合作区园区", ["中国印度尼西亚", "经贸合作区园区"]),
    ],
)
def test_lines_are_even_and_words_whole(text: str, lines: list[str]) -> None:
    assert wrapped(text, 24) == lines


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    found = wrapped("Overseas economic and trade cooperation zone " * 2, 24)
    assert len(found) == 2
    assert found[1].endswith("…")
    assert max(width(line) for line in found) <= 24
    assert wrapped("a" * 80, 10)[0] == "a" * 10


def test_lines_of_a_note_are_filled_one_after_another() -> None:
    note = "One two three four five six"
    assert wrapped(note, 14, 3, even=False) == ["One two three", "four five six"]


def test_a_long_list_is_no_higher_than_its_limit() -> None:
    assert of_rows(200, 31) == of_rows(LIMIT, 31) < 800
    assert of_rows(2, 31) < of_rows(3, 31)


def test_a_ranking_and_the_heights_load_no_library_for_charts() -> None:
    code = """
import sys, mcda, mcda.plot.layout
problem = mcda.Problem(criteria=[mcda.Criterion(id="x", direction="cost")],
                       alternatives=[mcda.Alternative(id="a"), mcda.Alternative(id="b")],
                       performances=[[1], [2]])
mcda.rank(problem, mcda.WeightVector.normalised("x", [1])).plot
print(*sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "mcda.plot" in run.stdout.split()
    assert not {"altair", "vl_convert"} & set(run.stdout.split())
