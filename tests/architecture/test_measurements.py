"""What is offered for ranking was measured, kept dominance, and promises no law it broke."""

from mcda.method import Method
from mcda.methods import METHODS
from mcda.methods.measurements import LAWS, MethodMeasurement, measured_laws, problems_measured
from mcda.testing import configurations
from mcda.testing.measure import PROBLEMS
from tests.subcases import each

MEASURED = [(name, found) for name in METHODS for found in measured_laws(name)]
# Never seen broken, but not proved either.
UNPROVED = {
    ("topsis", "monotone", ("sum", "euclidean", "squared")),
    ("topsis", "monotone", ("sum", "euclidean", "distance")),
    ("edas", "monotone", ()),
    ("codas", "monotone", (1.0,)),
}


def key(name: str, law: str, found: MethodMeasurement) -> tuple[str, str, tuple[object, ...]]:
    return name, law, tuple(found.parameters.values())


def promises(method: Method) -> dict[str, bool]:
    traits = method.traits
    return {
        "dominance": True,
        "monotone": traits.monotone,
        "scale": traits.unit_free,
        "reversal": traits.independent,
    }


@each(METHODS)
def test_every_configuration_is_in_the_file(name: str) -> None:
    wanted = [method.parameters for method in configurations(METHODS[name])]
    assert [dict(found.parameters) for found in measured_laws(name)] == wanted


def test_a_thousand_problems_were_tried() -> None:
    assert problems_measured() == PROBLEMS == 1000
    for name, found in MEASURED:
        assert found.laws["dominance"].tried == PROBLEMS, name
        for law in LAWS:
            assert found.laws[law].kept <= found.laws[law].tried <= PROBLEMS
            assert found.laws[law].tried > 0.99 * PROBLEMS, (name, law)


@each(MEASURED)
def test_what_breaks_dominance_is_not_offered(name: str, found: MethodMeasurement) -> None:
    assert found.laws["dominance"].kept == found.laws["dominance"].tried


@each(MEASURED)
def test_traits_agree_with_what_was_measured(name: str, found: MethodMeasurement) -> None:
    for law, promised in promises(METHODS[name].of(found.parameters)).items():
        never_broken = found.laws[law].kept == found.laws[law].tried
        assert never_broken == (promised or key(name, law, found) in UNPROVED), law
