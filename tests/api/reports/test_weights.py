import pytest

from api.reports.weights import weights
from tests.api.reports.conftest import STUDY, seen, texts


def test_a_profile_and_its_swings(study):
    told = texts(weights(seen(study)))
    assert "Profile “First-time private exporter”: our reading of interviews, not measured" in told
    assert "Trade cost exposure 100, Land price 80, Hometown ties 65" in told
    assert "Without support in the interviews" in told
    rows = weights(seen(study))["blocks"][-1]["rows"]
    assert [cell["text"] for cell in rows[0]] == ["Trade cost exposure", "29.4%"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_judgements_and_blends(ask, language):
    items = ["land_price", "infrastructure", "hometown_ties"]
    ahp = {
        "kind": "ahp",
        "items": items,
        "matrix": [[1.0, 3.0, 2.0], [1 / 3, 1.0, 3.0], [0.5, 1 / 3, 1.0]],
    }
    equal = {"kind": "objective", "scheme": "equal"}
    blend = {
        "kind": "blend",
        "parts": [{"share": 3.0, "weights": ahp}, {"share": 1.0, "weights": equal}],
    }
    asked = {"parks": STUDY, "criteria": items, "sensitivity": False}
    told = texts(weights(seen(ask(language, weights=ahp, **asked), language)))
    assert "0.247" in told
    told = texts(weights(seen(ask(language, weights=blend, **asked), language)))
    assert "75%" in told


def test_what_is_left_out_on_purpose(study):
    found = {
        **study["weights"],
        "diagnostics": {
            **study["weights"]["diagnostics"],
            "profile": "own",
            "excluded": ["infrastructure"],
        },
    }
    told = texts(weights(seen({**study, "weights": found})))
    assert "weight 0: Infrastructure" in told
    assert "Profile “own”" in told
