"""Errors that tests expect, by what names them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

PARTS = {
    "code": lambda error: error.code,
    "path": lambda error: error.faults[0].path,
    "faults": lambda error: [(fault.code, fault.path) for fault in error.faults],
    "codes": lambda error: [fault.code for fault in error.faults],
    "paths": lambda error: [fault.path for fault in error.faults],
}


@contextmanager
def rejects(kind: type[BaseException], **expected: Any) -> Iterator[None]:
    """Expect an error of a kind, with these ``PARTS``."""
    with pytest.raises(kind) as caught:
        yield
    parts = {part: PARTS[part](caught.value) for part in expected}
    assert parts == expected, parts
