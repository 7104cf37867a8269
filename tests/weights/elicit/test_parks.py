"""How the catalogue's values are said."""

import numpy as np
import pytest

from mcda.parks import Enterprise, appraise, load_catalogue
from mcda.ranking import method_for
from weights.elicit import Interview, Wording
from weights.elicit.parks import wordings_of

HOME = Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6, "host": 0.4})


def test_land_is_told_in_dollars_and_in_yuan_a_mu() -> None:
    """A mu is 2000/3 m2; 7.1957 yuan a dollar: 160 USD/m2 are 76.8 and 60 are 28.8 wan a mu."""
    said = wordings_of(load_catalogue(), HOME)["land_price"]
    assert said.say(160) == {
        "en": "160 USD/m2 for 20 years",
        "zh": "160 美元/平方米（20 年）（77 万元/亩）",
    }
    assert "（29 万元/亩）" in said.say(60)["zh"]


def test_owners_are_levels_as_far_as_the_enterprise_relies_on_them() -> None:
    """0.5 + r (a - 0.5) with a = .35, .55, .85."""
    said = wordings_of(load_catalogue(), Enterprise(investor_reliance=0.5))["investor_type"]
    assert [value for value, _ in said.levels] == pytest.approx([0.425, 0.525, 0.675])
    assert said.say(said.levels[2][0])["en"] == "“Public”"
    none = wordings_of(load_catalogue(), Enterprise(investor_reliance=0.0))
    assert "investor_type" not in none


def test_questions_are_in_ladder_words_and_within_what_the_parks_offer() -> None:
    catalogue = load_catalogue()
    problem = appraise(catalogue, HOME)
    said = wordings_of(catalogue, HOME)
    state = Interview.start(problem, method_for(problem), wordings=said)
    values = dict(zip(problem.criterion_ids, problem.values.T, strict=True))
    asked = set()
    for k in range(8):
        question = state.next_question(more=True)
        assert question is not None
        for side in (question.first, question.second):
            asked.add(side.criterion)
            assert side.start is not None
            assert side.end is not None
            near = _room(said[side.criterion], values[side.criterion])
            assert near[0] <= min(side.start, side.end) < max(side.start, side.end) <= near[1]
            assert "{" not in side.sentence.say("en") + side.sentence.say("zh")
            for name in ("None on record", "Services in general", "Private"):
                if name in side.sentence.say("en"):
                    assert f"“{name}”" in side.sentence.say("en")
        state = state.answer(question, ("first", "second")[k % 2])
    assert len(asked) > 3


def _room(said: Wording, values: np.ndarray) -> tuple[float, float]:
    """Return the ends of a column, farther by half of the widest step between what is said."""
    steps = np.diff([value for value, _ in said.levels]) if said.levels else [said.step]
    slack = max(steps) / 2 + 1e-9
    return values.min() - slack, values.max() + slack


def test_levels_say_what_they_ask_for() -> None:
    catalogue = load_catalogue()
    said = wordings_of(catalogue, HOME)
    ladder = catalogue.ladders["one_stop_services"]
    found = said["one_stop_services"]
    assert [found.rule(level.value) for level in ladder.levels] == [
        level.rule for level in ladder.levels
    ]
    assert found.rule(0.5) is None
    assert said["land_price"].rule(100) is None
    problem = appraise(catalogue, HOME)
    state = Interview.start(problem, method_for(problem), wordings=said)
    services = ("one_stop_services", 1.0)
    question = state.ask(*services, "land_price", 10.0, starts=(1.0, 100.0))
    one, two = ladder.levels[1:3]
    assert question.first.rules == (
        ({"en": f"“{one.name['en']}”", "zh": f"“{one.name['zh']}”"}, one.rule),
        ({"en": f"“{two.name['en']}”", "zh": f"“{two.name['zh']}”"}, two.rule),
    )
    assert question.second.rules == ()
    assert state.ask(*services, "land_price", 10.0).first.rules == ()
