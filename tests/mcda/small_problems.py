"""Small problems by hand: columns c0, c1, ..., rows a0, a1, ..."""

from mcda import Alternative, Criterion, Problem, rank


def problem_of(values, directions=None, ranges=None):
    """Return a problem, of benefits if no directions are given; a pair is the range of all."""
    n = len(values[0])
    ranges = ranges if isinstance(ranges, list) else [ranges] * n
    return Problem(
        criteria=[
            Criterion(id=f"c{j}", direction=direction, range=span)
            for j, (direction, span) in enumerate(
                zip(directions or ["benefit"] * n, ranges, strict=True)
            )
        ],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(values))],
        performances=values,
    )


def ranked(values, weights, method="topsis", benefit=None, ranges=None, **parameters):
    """Return a ranking; `benefit` tells of each column whether it is one, and not a cost."""
    directions = None if benefit is None else ["benefit" if each else "cost" for each in benefit]
    return rank(problem_of(values, directions, ranges), weights, method, **parameters)
