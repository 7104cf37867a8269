from dataclasses import astuple

from api.rankings.convert import to_problem
from api.rankings.document import problem_document
from api.rankings.requests import RankingRequest
from api.settings import Settings
from mcda import Alternative, Beta, Criterion, Interval, LogNormal, Normal, Problem, Triangular


def test_a_problem_survives_as_a_document():
    ids = [f"c{j}" for j in range(7)]
    problem = Problem(
        criteria=[
            Criterion(id=ids[0], direction="cost", unit="USD", range=(0, 9), name={"zh": "甲"}),
            Criterion(id=ids[1], direction="target", range=(0, 9), best=(2, 3)),
            Criterion(
                id=ids[2], direction="benefit", range=(0, 9), value=((0, 0), (4, 0.9), (9, 1))
            ),
            *(Criterion(id=name, direction="benefit") for name in ids[3:]),
        ],
        alternatives=[Alternative(id="x", name={"en": "X"})],
        performances=[
            [
                3,
                None,
                Interval(low=1, high=2),
                Triangular(low=1, mode=2, high=4),
                Normal(mean=1, sd=0.5),
                LogNormal(mu=0.25, sigma=0.5),
                Beta(alpha=2, beta=3, low=1, high=5),
            ]
        ],
    )
    weights = {"kind": "objective", "scheme": "equal"}
    document = {"problem": problem_document(problem), "weights": weights}
    again = to_problem(RankingRequest.model_validate(document).problem, Settings())
    assert [astuple(c) for c in again.criteria] == [astuple(c) for c in problem.criteria]
    assert [astuple(a) for a in again.alternatives] == [astuple(a) for a in problem.alternatives]
    assert list(again.performances[0]) == problem.performances[0]
