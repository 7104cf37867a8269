"""Every method, in every configuration, keeps the laws that its traits promise."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcda import METHODS
from mcda.methods.ahp import Ahp
from mcda.methods.promethee2 import Promethee2
from mcda.testing import configurations, laws_for
from mcda.testing.strategies import cases

_JUDGED = [[1, 2, 5], [1 / 2, 1, 3], [1 / 5, 1 / 3, 1]]
_THRESHOLDS = {
    "ushape": {"q": 2},
    "vshape": {"p": 4},
    "level": {"q": 1, "p": 3},
    "linear": {"q": 1, "p": 6},
    "gaussian": {"s": 5},
}
NAMED = [
    *(
        Promethee2(preferences={"c0": {"type": kind, **given}, "c1": {"type": kind, **given}})
        for kind, given in _THRESHOLDS.items()
    ),
    Promethee2(
        preferences={"c0": {"type": "gaussian", "s": 3}, "c2": {"type": "linear", "q": 0, "p": 9}}
    ),
    *(Ahp(mode=mode, comparisons={"c1": _JUDGED}) for mode in ("distributive", "ideal")),
]
CONFIGURED = [m for cls in METHODS.values() for m in configurations(cls)] + NAMED


def _name(method):
    shown = []
    for name, value in method.parameters.items():
        if name == "preferences":
            shown.append("+".join(p.type for p in value.values()))
        else:
            shown.append(value if isinstance(value, str) else f"{name}={value}")
    if method.parameters.get("comparisons"):
        shown[-1] = "compared"
    return "-".join([method.name, *shown])


def _sizes(method):
    if method.parameters.get("comparisons"):
        return {"alternatives": (3, 3), "criteria": (3, 3)}
    return {"criteria": (3, 3)} if method.parameters.get("preferences") else {}


SAMPLE = settings(
    max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("method", CONFIGURED, ids=_name)
@SAMPLE
@given(data=st.data())
def test_laws_hold(method, data):
    hold(method, data)


@pytest.mark.long
@pytest.mark.parametrize("method", CONFIGURED, ids=_name)
@settings(SAMPLE, max_examples=30)
@given(data=st.data())
def test_laws_hold_on_many_problems(method, data):
    hold(method, data)


def hold(method, data):
    case = data.draw(cases(method, **_sizes(method)))
    broken = []
    for law in laws_for(method):
        try:
            law(method, case)
        except AssertionError as error:
            broken.append(f"{law.__name__}: {error}")
    assert not broken, "\n".join(broken)
