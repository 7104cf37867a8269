from typing import get_args

import pytest

from api.parks.schemas import RecommendationRequest
from mcda.parks.templates import templates


@pytest.mark.parametrize("command", ["rank", "recommend"])
def test_both_commands_take_the_same_options(call, command):
    shown = call(command, "--help", COLUMNS="120").stdout
    for option in (
        *("--weights", "--method", "--param", "--no-sensitivity", "--samples", "--seed", "--lang"),
        "--json",
    ):
        assert option in shown


def test_the_choices_on_offer_are_those_of_the_service(call):
    offered = get_args(RecommendationRequest.model_fields["template"].annotation)
    shown = " ".join(call("recommend", "--help", COLUMNS="200").stdout.split())
    assert f"<{'|'.join(offered)}>" in shown
    assert list(offered) == [template.id for template in templates()]
    assert "--template" not in call("rank", "--help", COLUMNS="200").stdout
