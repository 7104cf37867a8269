"""The whole public suite on cases drawn by number: how often each configuration keeps each law."""

from collections.abc import Iterable
from dataclasses import dataclass

from mcda.method import Method
from mcda.testing.case import Case, random_case
from mcda.testing.checks import Law, laws_for

CASES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCount:
    """In how many cases a configured method kept a law that it must keep.

    Parameters
    ----------
    method
        Configured.
    law
        Name of a function of `mcda.testing.checks`.
    kept, tried
        Cases in which it held, of those that were drawn.
    counterexample
        Number of the first case that breaks it, see `mcda.testing.case.random_case`.
    said
        What went wrong there.

    Examples
    --------
    A TOPSIS that promised too much: which of two is better may depend on a third.

    >>> from dataclasses import replace
    >>> from mcda.methods.topsis import Topsis
    >>> from mcda.testing import check
    >>> class Boastful(Topsis):
    ...     traits = replace(Topsis().traits, independent=True)
    >>> [count.law for count in check(Boastful()) if count.kept < count.tried]
    ['third_alternative_is_irrelevant']
    """

    method: Method
    law: str
    kept: int
    tried: int
    counterexample: int | None = None
    said: str = ""


def check(method: Method, numbers: Iterable[int] = range(CASES)) -> list[LawCount]:
    """Return how often a configured method keeps each law that its traits promise.

    Parameters
    ----------
    method
        Configured; without parameters that name criteria.
    numbers
        Of the cases.

    Examples
    --------
    SPOTIS promises all 13 laws.

    >>> from mcda.methods import make_method
    >>> from mcda.testing import check
    >>> counts = check(make_method("spotis"), range(10))
    >>> len(counts), {(count.kept, count.tried) for count in counts}
    (13, {(10, 10)})
    """
    cases = {number: random_case(method, number) for number in numbers}
    counts = []
    for law in laws_for(method):
        said = {number: _broken(law, method, case) for number, case in cases.items()}
        broken = {number: words for number, words in said.items() if words is not None}
        first = next(iter(broken), None)
        counts.append(
            LawCount(
                method=method,
                law=law.__name__,
                kept=len(cases) - len(broken),
                tried=len(cases),
                counterexample=first,
                said="" if first is None else broken[first],
            )
        )
    return counts


def _broken(law: Law, method: Method, case: Case) -> str | None:
    """Return how a case breaks a law, None where it does not."""
    try:
        law(method, case)
    except Exception as error:  # noqa: BLE001 - whatever another's method raises breaks the law
        return f"{type(error).__name__}: {error}"
    return None
