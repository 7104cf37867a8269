import pytest

QUICK = ("--samples", "50", "--seed", "3")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"COLUMNS": "60"}, {"TERM": "dumb"}])
def test_plain_text_anywhere(call, request_file, environment):
    result = call("rank", request_file, *QUICK, **environment)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "…" not in result.stdout
