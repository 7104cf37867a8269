import pytest

from mcda import errors
from mcda.errors import Fault, InvalidInput, InvalidProblem, McdaError, Note, NotFound, error_path

INPUT = [
    errors.InvalidProblem,
    errors.InvalidWeights,
    errors.InvalidJudgements,
    errors.InvalidMethod,
    errors.UnsuitableData,
    errors.InvalidRequirement,
    errors.InvalidEnterprise,
    errors.InvalidSensitivity,
    errors.InvalidTable,
]


@pytest.mark.parametrize("kind", INPUT)
def test_what_a_caller_sends_wrong_is_invalid_input(kind):
    assert issubclass(kind, InvalidInput)


@pytest.mark.parametrize("kind", [errors.NotFound, errors.LimitExceeded, errors.CatalogueFault])
def test_the_others_are_not(kind):
    assert issubclass(kind, McdaError)
    assert not issubclass(kind, InvalidInput)


def test_at_makes_an_error_of_that_class_with_one_fault():
    error = NotFound.at("unknown_method", "name", method="x", known=("y",))
    assert type(error) is NotFound
    assert error.faults == (Fault("unknown_method", ("name",), {"method": "x", "known": ("y",)}),)
    assert error.code == "unknown_method"


def test_first_fault_names_the_error():
    assert McdaError([Fault("one"), Fault("two")]).code == "one"


def test_a_fault_at_another_place_is_the_same_fault_with_all_that_it_says():
    whose = Note("within_judge", (), {"judge": "A"})
    fault = Fault("weights_all_zero", ("weights",), {}, whose)
    moved = fault.at_path("method", 1)
    assert (type(moved), moved.path, moved.within) == (Fault, ("method", 1), whose)
    assert moved.say() == fault.say()


def test_under_prefixes_the_path_and_keeps_the_kind():
    fault = Fault("row_length", (1,), {"row": 1}).under("problem", "performances")
    assert fault == Fault("row_length", ("problem", "performances", 1), {"row": 1})
    assert type(fault) is Fault
    assert type(Note("x").under("y")) is Note


def test_located_reports_from_further_out_and_keeps_the_class():
    with pytest.raises(InvalidProblem) as caught, error_path("problem"):
        raise InvalidProblem([Fault("empty_list", ("criteria",), {"list": "criteria"})])
    assert caught.value.faults[0].path == ("problem", "criteria")
    assert isinstance(caught.value.__cause__, InvalidProblem)


def test_located_leaves_other_errors_alone():
    with pytest.raises(KeyError), error_path("problem"):
        raise KeyError


@pytest.mark.parametrize("language", ["en", "zh"])
def test_faults_speak_one_line_each(language):
    faults = [Fault("weights_all_zero"), Fault("row_count", (), {"rows": 3, "alternatives": 2})]
    lines = McdaError(faults).say(language).split("\n")
    assert len(lines) == 2
    assert "3" in lines[1]


def test_text_of_an_error_is_english():
    error = McdaError([Fault("weights_all_zero")])
    assert str(error) == error.help("en") != error.help("zh")
    assert str(error).startswith(error.say("en"))
