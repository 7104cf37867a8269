"""What an interview tells is computed from the content alone, wherever that is."""

import pytest

from api.interviews.interview_status import standing_of, standing_or_faults
from api.settings import Settings
from mcda.errors import InvalidInput
from tests.api.assessments.desk import ANSWER, content


def test_answers_that_fit_are_told_either_way() -> None:
    saved = content(answers=[ANSWER])
    told = standing_of(saved, Settings())
    assert [answer["reply"] for answer in told["answers"]] == ["first"]
    assert standing_or_faults(saved, Settings()) == told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_answers_that_do_not_fit_are_told_as_saved(language: str) -> None:
    saved = content(answers=[ANSWER], criteria=["land_price", "hometown_ties"])
    with pytest.raises(InvalidInput):
        standing_of(saved, Settings())  # type: ignore[arg-type]  # one of both
    told = standing_or_faults(saved, Settings())  # type: ignore[arg-type]  # as above
    assert [answer["number"] for answer in told["answers"]] == [1]
    assert told["faults"][0]["code"] == "weight_unknown_criterion"
    assert (told["settled"], told["question"], told["standing"]) == (False, None, None)
    assert told.keys() == standing_of(content(answers=[ANSWER]), Settings()).keys()
