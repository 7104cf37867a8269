"""The service and the command line."""

from mcda.texts import register

register(__name__, "texts.toml")
