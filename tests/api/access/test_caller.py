"""What each scope allows."""

from dataclasses import FrozenInstanceError

import pytest

from api.access.caller import SCOPES, THIS_MACHINE, Caller, Scope


def holding(*scopes: Scope) -> Caller:
    return Caller(organisation="a", by="x", scopes=frozenset(scopes))


@pytest.mark.parametrize(
    ("held", "allowed"),
    [
        *(((), []), (("read",), ["read"]), (("write",), ["read", "write"])),
        (("admin",), ["read", "write", "admin"]),
        (("read", "admin"), ["read", "write", "admin"]),
    ],
)
def test_each_scope_includes_the_ones_before_it(held, allowed):
    assert [scope for scope in SCOPES if holding(*held).may(scope)] == allowed


def test_this_machine_may_everything_as_the_local_organisation():
    assert all(THIS_MACHINE.may(scope) for scope in SCOPES)
    assert THIS_MACHINE.organisation == "local"
    assert THIS_MACHINE.key_id is None


def test_a_caller_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        holding("read").organisation = "b"  # type: ignore[misc]  # what is tested
