"""What another package can bring to Parkwise; `pyproject.toml` names each under its entry point."""

from mcda.texts import register

register(__name__, "texts.toml")
