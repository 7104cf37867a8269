"""What the result of a multiverse says: shares by choice, combinations, sentences."""

import re

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, make_method, rank
from mcda.robust import multiverse
from mcda.robust.multiverse import ChangedChoice
from mcda.texts import LANGUAGES

IDS = ("price", "roads", "staff")
PARKS = ("tcr", "ljip", "vcep", "kitic", "sez")
EQUAL = WeightVector.normalised(IDS, [1, 1, 1])


def answer(seed):
    rng = np.random.default_rng(seed)
    problem = Problem(
        criteria=[Criterion(id=c, direction="benefit", range=(0, 10)) for c in IDS],
        alternatives=[Alternative(id=park) for park in PARKS],
        performances=rng.uniform(1, 9, (len(PARKS), 3)).tolist(),
    )
    return rank(problem, WeightVector.normalised(IDS, rng.dirichlet(np.ones(3))))


@pytest.fixture(scope="module")
def split():
    """One in which methods, normalisation and weights each change the winner alone."""
    found = (multiverse(answer(seed), weightings={"equal": EQUAL}) for seed in range(200))
    wanted = {"method", "normalisation", "weights"}
    return next(f for f in found if wanted <= {choice.name for choice in f.decisive})


def test_kept_by_each_choice(split):
    rows = split.combinations
    for choice in ("method", "normalisation", "weights", "v"):
        values = {c.choices[choice] for c in rows if choice in c.choices}
        wanted = {
            value: np.mean([c.kept for c in rows if c.choices.get(choice) == value])
            for value in values
        }
        assert split.kept_by(choice) == pytest.approx(wanted)
    assert split.kept_by("nothing of the sort") == {}


def test_choices(split):
    assert split.choices == ("method", "normalisation", "distance", "weighting", "v", "weights")
    assert set(split.attribution) == set(split.choices)
    assert sum(split.attribution.values()) == pytest.approx(1)


def test_one_combination_has_nothing_to_say_but_that():
    found = multiverse(answer(1), [])
    assert found.choices == ()
    assert found.kept_share == 1
    assert found.attribution == {}
    assert found.disagreement == 0
    (note,) = found.sentences
    assert note.code == "multiverse_all"


class TestSentences:
    def test_in_order(self, split):
        first, second, *rest = split.sentences
        assert first.code == "multiverse_kept"
        assert f"In {split.kept.sum()} of {split.kept.size} defensible" in first.say()
        assert split.own_winners[0] in first.say()
        top = max(split.attribution, key=split.attribution.get)
        kind = "weighting" if top == "weights" else top
        assert second.code in (f"multiverse_mostly_{kind}", "multiverse_mostly_parameter")
        assert f"{100 * split.attribution[top]:.0f}%" in second.say()
        told = " ".join(note.say("en", {"equal": "Equal weights"}) for note in rest)
        assert "Equal weights" in told
        for choice in split.decisive:
            assert all(winner in told for winner in choice.winners)

    def test_values_of_a_choice_with_one_winner_are_told_together(self, split):
        pairs = {(choice.name, choice.winners) for choice in split.decisive}
        assert len(split.sentences) == 2 + len(pairs)

    def test_both_languages(self, split):
        names = {park: park.upper() for park in PARKS}
        for note in split.sentences:
            for language in LANGUAGES:
                said = note.say(language, names)
                assert "{" not in said
                assert not any(park in said for park in PARKS)
            assert re.search("[\u4e00-\u9fff]", note.say("zh", names))
        assert split.own_winners[0].upper() in split.sentences[0].say("zh", names)

    def test_each_choice(self):
        names = {"ljip": "LJIP", "equal": "Equal weights"}
        said = {
            ChangedChoice(name=name, value=value, winners=("ljip",)).sentence.say("en", names)
            for name, value in (
                ("method", "vikor"),
                ("normalisation", "minmax"),
                ("weights", "equal"),
                ("v", 0.25),
            )
        }
        assert said == {
            "Changing only the method makes LJIP first: VIKOR.",
            "Changing only the normalisation makes LJIP first: minmax.",
            "Changing only the weights makes LJIP first: Equal weights.",
            "Changing only the setting v makes LJIP first: 0.25.",
        }

    @pytest.mark.parametrize(
        ("methods", "weightings", "code"),
        [
            (["topsis", "vikor", "promethee2", "ahp"], {}, "multiverse_mostly_method"),
            ([], {"equal": EQUAL}, "multiverse_mostly_weighting"),
            (
                [make_method("topsis", {"normalisation": k}) for k in ("minmax", "sum", "range")],
                {},
                "multiverse_mostly_normalisation",
            ),
            (
                [make_method("topsis", {"distance": k}) for k in ("chebyshev", "manhattan")],
                {},
                "multiverse_mostly_parameter",
            ),
        ],
    )
    def test_what_disagreement_comes_from(self, methods, weightings, code):
        found = (multiverse(answer(seed), methods, weightings) for seed in range(100))
        told = next(f for f in found if f.disagreement > 0).sentences[1]
        assert told.code == code
        assert "100%" in told.say()


def test_frame(split):
    frame = split.to_frame()
    assert len(frame) == split.kept.size
    assert frame.index.names == ["method", "normalisation", "distance", "weighting", "v", "weights"]
    assert frame["kept"].mean() == pytest.approx(split.kept_share)
