import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.parks.overlay.escaping import guarded, unguarded

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "'=1", "''@x", "=", "-"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_run_is_made_text(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["-5", "+1.5e3", "118", "'tis", "", "a=b", "中文"])
def test_numbers_and_plain_text_stay_as_they_are(text):
    assert guarded(text) == text == unguarded(text)


@given(st.text(alphabet="'=+-@a1.", max_size=6))
def test_every_text_comes_back(text):
    written = guarded(text)
    assert unguarded(written) == text
    assert not written.startswith(("=", "@"))
