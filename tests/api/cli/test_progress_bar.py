"""A bar is shown for many draws only, and never in a pipe."""

from api.cli.terminal import SHOWN_FROM, progress_bar


def test_it_takes_what_it_is_told(capsys):
    most = SHOWN_FROM["drawing"]
    with progress_bar("drawing", "en") as told:
        told(10_000, most - 1)
        told(10_000, most)
        told(20_000, 2 * most)
    assert capsys.readouterr().out == ""


def test_a_million_draws_are_made_on_the_command_line(call, sheet):
    """The service's limit of 100 000 is not that of one's own machine, unless it is set."""
    result = call("rank", sheet, "--memo", "--samples", "200000")
    assert result.exit_code == 0
    assert "200,000 draws" in result.stdout
    limited = call("rank", sheet, "--samples", "200000", PARKWISE_MAX_SAMPLES="1000")
    assert limited.exit_code == 2
    assert "1000" in limited.stderr


def test_a_bar_for_rows_needs_a_terminal(capsys):
    with progress_bar("reading_rows", "en") as told:
        told(500, 10_000)
        told(10_000, 10_000)
    assert capsys.readouterr() == ("", "")
