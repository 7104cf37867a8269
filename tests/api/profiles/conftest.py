"""Organisations, as where their own data are changed."""

from tests.api.own.conftest import owner

__all__ = ["owner"]
