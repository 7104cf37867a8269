from api.reports.verdict import caution, contenders, drawn, sureness, verdict, whose
from tests.api.reports.conftest import HOSTILE, LONG, Plain, seen


def listed(answer: Plain) -> list[str]:
    """Return the short list of an answer: first choice and reserve."""
    groups = answer["verdict"]["groups"]
    return [*groups["first_choice"], *groups["reserve"]]


def test_one_sentence_for_every_outcome(study, tied, nobody, alone, plain):
    said = verdict(seen(study))
    assert said == study["verdict"]["sentence"]
    assert said.startswith("Thai-Chinese Rayong Industrial Zone is likely first: if what you told")
    twenty = round(20 * study["verdict"]["share_first"])
    assert f"about {twenty} of 20 draws; its main rival, Vietnam-China" in said
    assert f"{HOSTILE}, {LONG} are level at the top" in verdict(seen(tied))
    assert "all 4 alternatives were set aside" in verdict(seen(nobody))
    assert "is the only alternative left" in verdict(seen(alone))
    ranked = (
        "Thai-Chinese Rayong Industrial Zone ranks first of 2, before Longjiang Industrial Park."
    )
    assert verdict(seen(plain)) == ranked
    assert verdict(seen(nobody, "zh")).startswith("无法给出推荐：4 个方案")


def test_a_winner_of_few_draws_is_no_decision(study, whole, tied):
    assert study["verdict"]["word"] == "likely"
    assert caution(seen(study)) is None
    assert whole["verdict"]["word"] == "not_enough"
    assert "Say what matters to you before you decide" in caution(seen(whole))
    assert tied["verdict"]["word"] == "open"
    assert "short list" in caution(seen(tied))


def test_whose_weights_they_are(study, whole, tied):
    assert whose(seen(study)).startswith("Nobody stated these weights. They are the mean of the")
    assert "which was named and not stated as one's own" in whose(seen(whole))
    assert whose(seen(tied)) == "The weights are somebody's own statement of what matters."
    older = {key: value for key, value in tied["weights"].items() if key != "source"}
    assert whose(seen({**tied, "weights": older})) is None


def test_figures_say_how_sure(study, alone, plain):
    values = [item["value"] for item in sureness(seen(study))]
    share = study["sensitivity"]["acceptability"]["rank_shares"]["tcr"][0]
    assert values[0] == seen(study).numbers.share(share)
    assert values[1] == "1"  # first in more than three quarters of the draws
    assert values[2] == str(len(listed(study)))
    assert len(values) == 4
    assert sureness(seen(alone)) == []
    assert len(sureness(seen(plain))) == 1


def test_first_choice_and_reserve_are_named_the_rest_is_not(whole, plain):
    said = contenders(seen(whole))
    shares = whole["sensitivity"]["acceptability"]["rank_shares"]
    groups = whole["verdict"]["groups"]
    first = whole["verdict"]["first"]
    near = [key for key, share in shares.items() if share[0] >= shares[first][0] - 0.1]
    assert sorted(groups["first_choice"]) == sorted(near)
    assert sum(shares[key][0] for key in listed(whole)) >= 0.9
    assert sum(shares[key][0] for key in listed(whole)[:-1]) < 0.9
    for key in shares:
        assert (seen(whole).name(key) in said) == (key in listed(whole))
    assert contenders(seen(plain)) is None


def test_nothing_else_can_be_first(ask):
    rows = [[1.0, 9.0], [5.0, 1.0]]
    problem = {
        "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
        "alternatives": [{"id": "good"}, {"id": "bad"}],
        "performances": rows,
    }
    weights = {"kind": "direct", "values": {"p": 1.0, "q": 1.0}}
    found = ask(problem=problem, weights=weights)
    assert found["verdict"]["groups"]["ruled_out"] == ["bad"]
    assert contenders(seen(found)) == "First choice: good, first in nine of ten draws or more."


def test_draws_are_told_with_their_seed(study, plain):
    assert "10,000 draws (seed 7)" in drawn(seen(study))
    assert drawn(seen(plain)) is None
