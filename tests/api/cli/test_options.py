import pytest


@pytest.mark.parametrize("command", ["rank", "recommend"])
def test_both_commands_take_the_same_options(call, command):
    shown = call(command, "--help", COLUMNS="120").stdout
    for option in (
        "--weights",
        "--method",
        "--param",
        "--no-sensitivity",
        "--samples",
        "--seed",
        "--lang",
        "--json",
    ):
        assert option in shown
