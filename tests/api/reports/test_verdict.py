from api.reports.verdict import caution, contenders, drawn, sureness, verdict
from tests.api.reports.conftest import HOSTILE, LONG, seen


def test_one_sentence_for_every_outcome(study, tied, nobody, alone, plain):
    said = verdict(seen(study))
    assert said.startswith("Thai-Chinese Rayong Industrial Zone ranks first of 4, before Longjiang")
    assert "%" in said
    assert f"{HOSTILE}, {LONG} are level at the top" in verdict(seen(tied))
    assert "all 4 alternatives were set aside" in verdict(seen(nobody))
    assert "is the only alternative left" in verdict(seen(alone))
    assert verdict(seen(plain)).endswith("before Longjiang Industrial Park.")
    assert verdict(seen(nobody, "zh")).startswith("无法给出推荐：4 个方案")


def test_a_winner_of_few_draws_is_no_decision(study, whole, tied):
    assert caution(seen(study)) is None
    assert "short list" in caution(seen(whole))


def test_figures_say_how_sure(study, alone, plain):
    values = [item["value"] for item in sureness(seen(study))]
    share = study["sensitivity"]["acceptability"]["rank_shares"]["tcr"][0]
    assert values[0] == seen(study).numbers.share(share)
    assert values[2] == str(len(study["answer_set"]))
    assert len(values) == 4
    assert sureness(seen(alone)) == []
    assert len(sureness(seen(plain))) == 1


def test_all_that_can_be_first_are_named(whole, plain):
    said = contenders(seen(whole))
    others = [key for key in whole["answer_set"] if key != whole["ranking"][0]["alternative"]]
    assert f"{len(others)} others" in said
    for key in others:
        assert seen(whole).name(key) in said
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
    assert "nothing else can be first than good" in contenders(seen(found))


def test_draws_are_told_with_their_seed(study, plain):
    assert "10,000 draws (seed 7)" in drawn(seen(study))
    assert drawn(seen(plain)) is None
