"""What an interview tells is computed from the content alone, wherever that is."""

import pytest

from api.interviews.standing import standing_of, standing_or_faults
from api.settings import Settings
from mcda.errors import InvalidInput
from tests.api.assessments.desk import content

FIRST = {
    "first": {"criterion": "land_price", "amount": 20},
    "second": {"criterion": "infrastructure", "amount": 1},
    "reply": "first",
}


def test_answers_that_fit_are_told_either_way() -> None:
    saved = content(answers=[FIRST])
    told = standing_of(saved, Settings(), "en")
    assert [answer["reply"] for answer in told["answers"]] == ["first"]
    assert standing_or_faults(saved, Settings(), "en") == told


@pytest.mark.parametrize(("language", "said"), [("en", "answer 2"), ("zh", "2")])
def test_answers_that_do_not_fit_are_told_as_saved(language: str, said: str) -> None:
    saved = content(answers=[FIRST, {**FIRST, "reply": "second"}])
    with pytest.raises(InvalidInput):
        standing_of(saved, Settings(), language)  # type: ignore[arg-type]  # one of both
    told = standing_or_faults(saved, Settings(), language)  # type: ignore[arg-type]  # as above
    assert [answer["number"] for answer in told["answers"]] == [1, 2]
    assert said in told["faults"][0]["detail"]
    assert (told["settled"], told["question"], told["standing"]) == (False, None, None)
