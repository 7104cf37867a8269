"""The command line, ``parkwise``."""


def main() -> None:
    """Run a command and exit with its exit code."""
    from api.cli.commands import app

    app()


__all__ = ["main"]
