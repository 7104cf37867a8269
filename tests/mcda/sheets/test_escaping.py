import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.sheets.escaping import escape, unescape

FORMULAS = [
    *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "'=1", "''@x", "=", "-"),
    *("\uff1d1+1", "\uff0b1", "\uff0d2+3", "\uff20SUM(A1)", "'\uff1d1"),
    *(" =1", "\u00a0=1", "\u3000@x", "\u200b=1", "\ufeff+1+1", "\u2060\u00ad-2+3", "\u2028=1"),
    *("\x00=1", "\x1f \u200b\uff1d1", "'\u200b=1", "\u200b'=1", " ' '\uff20x"),
    *("\t=1", "\ta", "\r", "\na", "'\ta", " -5", "-5\n"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_run_is_made_text(text):
    assert (escape(text), unescape(escape(text))) == (f"'{text}", text)


@pytest.mark.parametrize(
    "text",
    [
        *("-5", "+1.5e3", "118", "'tis", "", "a=b", "中文", "'", "''"),
        *("\u200b", " a", "\u00a0'a", "\u200b中文", "a\uff1db", " \t"),
    ],
)
def test_numbers_and_plain_text_stay_as_they_are(text):
    assert escape(text) == text == unescape(text)


@given(st.text(alphabet="'=+-@a1.\uff1d\uff0b\uff0d\uff20 \t\r\n\u200b\ufeff\u00a0", max_size=6))
def test_every_text_comes_back(text):
    written = escape(text)
    assert unescape(written) == text
    assert not written.startswith(("\t", "\r", "\n"))
    seen = written.lstrip(" \t\r\n\u200b\ufeff\u00a0")
    assert not seen.startswith(("=", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


@given(st.text(max_size=20))
def test_any_text_comes_back(text):
    assert unescape(escape(text)) == text
