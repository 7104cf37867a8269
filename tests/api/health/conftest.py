"""A service whose logs are looked at."""

from tests.api.operation.conftest import logged, loggers, make_app, written

__all__ = ["logged", "loggers", "make_app", "written"]
