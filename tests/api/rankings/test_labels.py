"""Names in a language."""

from api.rankings.finding import labels
from mcda import Alternative, Criterion, Problem


def test_the_id_stands_in_for_a_missing_name() -> None:
    problem = Problem(
        criteria=[Criterion(id="price", direction="cost", name={"en": "Price", "zh": "价格"})],
        alternatives=[Alternative(id="a", name={"en": "Alpha"})],
        performances=[[1.0]],
    )
    assert labels(problem, "en") == {"price": "Price", "a": "Alpha"}
    assert labels(problem, "zh") == {"price": "价格", "a": "a"}
