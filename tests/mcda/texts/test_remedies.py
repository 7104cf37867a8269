"""What helps to mend a fault, and what it may cost."""

from mcda.errors import Fault, Note
from mcda.texts.remedies import MOST_ALLOWED, MOST_HELPED, as_questions, with_remedies


def test_what_may_be_meant_and_what_is_allowed() -> None:
    fault = Fault("unknown_method", ("name",), {"method": "TOPSIS", "known": ("ahp", "topsis")})
    (found,) = with_remedies([fault])
    assert (list(found.did_you_mean), list(found.allowed)) == (["topsis"], ["ahp", "topsis"])
    assert found.fault.say("en").endswith("known are: ahp, topsis. Did you mean “topsis”?")
    assert found.fault.path == ("name",)


def test_what_a_fault_itself_says_is_meant_comes_before_what_is_near() -> None:
    fields = {"market": "US", "value": "60.0", "meant": ("0.6",)}
    (found,) = with_remedies([Fault("market_share_invalid", (), fields)])
    assert (found.did_you_mean, found.allowed) == (["0.6"], [])


def test_it_is_said_after_all_else() -> None:
    more = Note("kinds_known", (), {"known": ("a",)})
    fault = Fault("unknown_field", (), {"field": "sectrs", "known": ("sectors",)}, more)
    (said,) = as_questions([fault])
    assert (
        said.say("en") == "There is no field “sectrs” here. Known are: a. Did you mean “sectors”?"
    )


def test_of_a_field_that_is_missing_nothing_is_near() -> None:
    fault = Fault("missing_field", (), {"field": "kind", "known": ("blend", "kinds")})
    (found,) = with_remedies([fault])
    assert (found.did_you_mean, found.allowed) == ([], ["blend", "kinds"])


def test_a_dash_and_what_is_no_list_of_names_are_nothing() -> None:
    for known in (("-",), "-", 3, None, [1, 2]):
        (found,) = with_remedies([Fault("unknown_method", (), {"method": "x", "known": known})])
        assert (found.did_you_mean, found.allowed) == ([], [])
    (found,) = with_remedies([Fault("unknown_method", (), {"method": ["x"], "known": ["xx"]})])
    assert found.did_you_mean == []


def test_only_the_first_few_are_looked_into() -> None:
    known = [f"name_{n}" for n in range(1000)] + ["x" * 100]
    faults = [Fault("unknown_method", (), {"method": "name", "known": known})] * 9
    found = with_remedies(faults)
    assert [bool(one.allowed) for one in found] == [True] * MOST_HELPED + [False] * 4
    assert len(found[0].allowed) == MOST_ALLOWED
