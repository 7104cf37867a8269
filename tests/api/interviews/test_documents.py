"""Interviews on requests that nobody saved."""

import pytest

from api.assessments.content import checked
from api.interviews.documents import begun, weighed
from api.interviews.weights import interviewed
from api.settings import Settings
from mcda.errors import McdaError
from tests.api.assessments.desk import ANSWER, content
from tests.contract.conftest import PROBLEM, WEIGHTS
from tests.refusals import rejects

SAID_OF_OWN = {
    "first": {"criterion": "price", "amount": 20},
    "second": {"criterion": "roads", "amount": 1},
    "reply": "first",
}
OWN = {"problem": PROBLEM, "answers": [SAID_OF_OWN]}


def test_answers_weigh_as_a_run_of_the_assessment_does():
    saved = content(answers=[ANSWER])
    found = weighed(saved, Settings())
    assert found["weights"] == interviewed(checked(saved, Settings()), Settings()).model_dump(
        exclude_unset=True
    )
    assert found.keys() == {*saved, "weights"} - {"name", "answers"}


@pytest.mark.parametrize("answers", [{}, {"answers": []}, {"answers": None}])
def test_without_answers_weights_stay(answers):
    request = {"enterprise": {"size": "sme"}, "weights": {"kind": "unstated"}}
    assert weighed({**request, "name": "x", "note": "y", **answers}, Settings()) == request
    own = {"problem": PROBLEM, "weights": WEIGHTS}
    assert weighed({**own, **answers}, Settings()) == own
    assert weighed({**own, "name": "x"}, Settings()) == {**own, "name": "x"}


def test_states_lead_from_the_beginning_to_the_last_answer():
    for document in (content(answers=[ANSWER, {**ANSWER, "reply": "equal"}]), {**OWN}):
        opening, found = begun(document, Settings())
        assert found[0] is opening.interview
        assert [len(state.answers) for state in found] == list(range(len(document["answers"]) + 1))


def test_where_an_interview_on_an_own_problem_begins():
    opening, _ = begun(OWN, Settings())
    assert (opening.source.code, opening.unread, opening.interview.starts) == ("nobody", False, ())
    opening, _ = begun({**OWN, "weights": {"kind": "unstated"}}, Settings())
    assert not opening.unread
    opening, _ = begun({**OWN, "weights": WEIGHTS}, Settings())
    assert opening.unread
    ranked = {"kind": "ranked", "order": [["roads"], ["service"], ["price"]]}
    opening, _ = begun({**OWN, "weights": ranked}, Settings())
    ((_, near),) = opening.interview.starts
    assert near["roads"] > near["service"] > near["price"]
    assert not opening.unread


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"weights": {"kind": "imprecise", "constraints": [{"weight": "no", "low": 0.1}]}},
         "weight_unknown_criterion", ("weights", "constraints", 0, "weight")),
        ({"answers": [{**SAID_OF_OWN, "first": {"criterion": "no", "amount": 1}}]},
         "weight_unknown_criterion", ("answers", 0, "first", "criterion")),
        ({"requirements": [{"criterion": "no", "at_least": 1}]},
         "requirement_unknown_criterion", ("requirements", 0, "criterion")),
        ({"requirements": [{"criterion": "roads", "at_least": 6}]},
         "interview_needs_two", ()),
        ({"answers": "yes"}, "wrong_type", ("answers",)),
        ({"name": "x"}, "unknown_field", ("name",)),
    ],
)  # fmt: skip
def test_faults_of_an_own_problem_keep_their_places(fields, code, path):
    with rejects(McdaError, faults=[(code, path)]):
        begun({**OWN, **fields}, Settings())
