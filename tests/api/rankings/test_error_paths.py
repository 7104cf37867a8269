"""The field of the request a fault of the engine's entry belongs to."""

import pytest

from api.rankings.convert import at_request_field
from mcda.errors import (
    Fault,
    InvalidMethod,
    InvalidProblem,
    InvalidRequirement,
    McdaError,
    UnsuitableData,
)


@pytest.mark.parametrize(
    ("cls", "field"),
    [
        (InvalidProblem, "problem"),
        (UnsuitableData, "problem"),
        (InvalidRequirement, "requirements"),
        (InvalidMethod, "method"),
    ],
)
def test_the_field_is_put_first(cls: type[McdaError], field: str) -> None:
    faults = [Fault("empty_list", ("x", 1), {"list": "x"}), Fault("empty_list", (), {"list": "y"})]
    with pytest.raises(cls) as caught, at_request_field():
        raise cls(faults)
    assert [fault.path for fault in caught.value.faults] == [(field, "x", 1), (field,)]
    assert [fault.fields for fault in caught.value.faults] == [{"list": "x"}, {"list": "y"}]


def test_judgements_of_alternatives_belong_to_the_method() -> None:
    from mcda.errors import InvalidJudgements

    with pytest.raises(InvalidJudgements) as caught, at_request_field():
        raise InvalidJudgements([Fault("matrix_not_square", ("comparisons", "c"))])
    assert caught.value.faults[0].path == ("method", "comparisons", "c")


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), at_request_field():
        raise ZeroDivisionError


def test_nothing_wrong_changes_nothing() -> None:
    with at_request_field():
        pass
