"""What another package can bring to Parkwise; `pyproject.toml` names each under its entry point."""
