"""Settings, read once from the environment (``PARKWISE_...``)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from mcda.parks.quality import STALE_AFTER


class Settings(BaseSettings):
    """Limits of what is answered at once, past which an error names it; age; data; a cluster."""

    model_config = SettingsConfigDict(env_prefix="PARKWISE_", extra="forbid", frozen=True)

    max_alternatives: Annotated[int, Field(ge=1)] = 200
    max_criteria: Annotated[int, Field(ge=1)] = 30
    max_samples: Annotated[int, Field(ge=1)] = 100_000
    max_body_bytes: Annotated[int, Field(ge=1024)] = 2 * 1024 * 1024
    stale_after_years: Annotated[int, Field(ge=1)] = STALE_AFTER
    catalogue: Path | None = None
    """Private data over the shipped catalogue: a folder of CSV files, or a workbook."""
    cluster: str | None = None
    """Address of a Dask scheduler whose workers make the draws, ``tcp://host:port``."""
