"""Settings, read once from the environment (``PARKWISE_...``)."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast
from urllib.parse import urlsplit

from limits import parse
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from pydantic import AfterValidator, Field, PrivateAttr, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from api.http.addresses import ANY, PATTERN, name_of
from api.operation.logs import LogFormat
from mcda.parks.catalogues.registry import SHIPPED
from mcda.parks.quality import STALE_AFTER
from mcda.robust.cluster import Cluster

if TYPE_CHECKING:
    from mcda.parks.overlay import PrivateData


def _rate(said: str) -> str:
    if said != OFF:
        parse(said)
    return said


def _database(said: str | None) -> str | None:
    try:
        is_supported = said is None or make_url(said).drivername in ("sqlite", "postgresql+psycopg")
    except ArgumentError:
        is_supported = False
    if not is_supported:
        raise ValueError("sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME is expected")
    return said


def _rate_storage(said: str) -> str:
    scheme = urlsplit(said).scheme
    if scheme not in _STORAGES:
        raise ValueError("memory:// or redis://HOST:PORT is expected")
    try:
        if scheme != "memory":  # which would start a thread
            storage_from_string(said)
    except ConfigurationError as error:
        raise ValueError("pip install 'parkwise[redis]' is needed for it") from error
    return said


def _public_url(said: str | None) -> str | None:
    if said is None:
        return None
    parts = urlsplit(said.strip())
    if parts.scheme not in ("http", "https") or name_of(parts.netloc) is None:
        raise ValueError("https://NAME is expected, such as https://parks.example.org")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("the service needs a name of its own: nothing may follow it")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _hosts(said: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(name.lower() for name in said)
    for name in names:
        if not PATTERN.fullmatch(name):
            raise ValueError(f"“{name}” is no name: without scheme and port, as parks.example.org")
    return names


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


BACKLOG = 256
"""Connections that wait to be taken: all of them may be taken at once."""
_OTHER_FILES = 200
"""For the database, other processes and what is read."""
OFF = "off"
_STORAGES = ("memory", "redis", "rediss", "redis+unix", "redis+sentinel", "redis+cluster")
LogLevel = Literal["critical", "error", "warning", "info", "debug"]
Rate = Annotated[str, AfterValidator(_rate)]


class Settings(BaseSettings):
    """Everything that can be set, with its default; ``docs/operating.md`` has it as a table."""

    model_config = SettingsConfigDict(
        env_prefix="PARKWISE_", env_ignore_empty=True, extra="forbid", frozen=True
    )

    max_alternatives: Annotated[int, Field(ge=1)] = 200
    """Alternatives that one request may rank."""
    max_criteria: Annotated[int, Field(ge=1)] = 30
    """Criteria that one request may use."""
    max_samples: Annotated[int, Field(ge=1)] = 100_000
    """Draws that one request may ask for."""
    max_body_bytes: Annotated[int, Field(ge=1024)] = 1024 * 1024
    """Bytes of one request."""
    max_upload_bytes: Annotated[int, Field(ge=1024)] = 32 * 1024 * 1024
    """Bytes of one job or workbook."""
    body_seconds: Annotated[int, Field(ge=1)] = 600
    """Seconds in which all of a body must have come; what takes longer is answered 408."""
    body_bytes_per_second: Annotated[int, Field(ge=0)] = 1024
    """Bytes of a body that must come in a second, on the average from its 20th second on; what is
    slower is answered 408. 0 for any rate."""
    max_connections: Annotated[int, Field(ge=16)] = 512
    """Connections of each process of the service. One more takes the place of the one that has
    waited longest for its client, and is closed where all are being answered."""
    max_connections_of_address: Annotated[int, Field(ge=1)] = 128
    """The same from one address, of IPv6 from one network. A proxy that `FORWARDED_ALLOW_IPS`
    names, by default this machine, is not counted so."""
    job_max_alternatives: Annotated[int, Field(ge=1)] = 2_000
    """Alternatives of a job."""
    job_max_criteria: Annotated[int, Field(ge=1)] = 100
    """Criteria of a job."""
    job_max_samples: Annotated[int, Field(ge=1)] = 10_000_000
    """Draws of a job."""
    job_runners: Annotated[int, Field(ge=0, le=64)] = 1
    """Jobs that each process of the service works on at a time; 0 leaves them to others."""
    stale_after_years: Annotated[int, Field(ge=1)] = STALE_AFTER
    """Age in years from which evidence counts as old."""
    catalogue: Path | None = None
    """Private data over the shipped catalogue: a folder of CSV files, or a workbook; or the name
    of a registered catalogue to answer from instead."""
    firm: Annotated[str | None, Field(max_length=80)] = None
    """Name of the firm or consultancy at the head of each page of a report."""
    logo: Path | None = None
    """Its logo there: a PNG or SVG file of at most 256 KiB."""
    cluster: str | None = None
    """Address of a Dask scheduler whose workers make the draws, ``tls://host:port``; ``tcp://`` on
    this machine alone."""
    cluster_ca: Path | None = None
    """PEM file of the authority whose certificates scheduler, workers and service show each
    other."""
    cluster_certificate: Path | None = None
    """PEM file of the service's own, or a worker's."""
    cluster_key: Path | None = None
    """PEM file of its key."""
    cluster_insecure: bool = False
    """Whether a scheduler on another machine may be reached without TLS: whoever else reaches it
    runs any code on its workers."""
    database: Annotated[str | None, AfterValidator(_database)] = None
    """Where work is saved; a file ``parkwise.db`` in the user's data folder where left out."""
    migrate: bool = True
    """Whether the schema is brought up to date at the start."""
    rate_limit: Rate = "100/second"
    """Requests of one key; ``off`` for none."""
    failure_limit: Rate = "30/minute"
    """Wrong keys from one address; the next are answered 429. ``off`` for any number."""
    join_limit: Rate = "60/minute"
    """People joining panels from one address; the next are answered 429. ``off`` for any number."""
    ticket_seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    """Seconds in which an address made by `POST /v1/tickets` must be used."""
    keep_results_days: Annotated[int, Field(ge=0)] = 0
    """Days that results are kept; 0 for ever, here and below. The newest of an assessment stays, as
    does what an open link shows."""
    keep_versions_days: Annotated[int, Field(ge=0)] = 0
    """Days that versions of assessments are kept; the present one and those that kept results were
    made from stay."""
    keep_audit_days: Annotated[int, Field(ge=0)] = 0
    """Days that lines of the log of what was done are kept."""
    keep_jobs_days: Annotated[int, Field(ge=0)] = 30
    """Days that jobs are kept after their end, with their results."""
    keep_repeats_days: Annotated[int, Field(ge=0)] = 1
    """Days that answers are kept for a request that is repeated with its `Idempotency-Key`."""
    keep_deliveries_days: Annotated[int, Field(ge=0)] = 30
    """Days that calls of webhooks are kept after they were taken or given up."""
    keep_shares_days: Annotated[int, Field(ge=0)] = 180
    """Days that links are listed after their end."""
    keep_deleted_days: Annotated[int, Field(ge=1)] = 30
    """Days after which a deleted assessment is erased, with versions and results; until then it can
    be restored."""
    max_assessments: Annotated[int, Field(ge=0)] = 50_000
    """Assessments of one organisation; 0 for any number, here and in the next two. One more is
    answered 507."""
    max_results: Annotated[int, Field(ge=0)] = 200_000
    """Results of one organisation."""
    max_saved_mib: Annotated[int, Field(ge=0)] = 10_240
    """MiB that one organisation keeps: results, versions and jobs, also of what was deleted and is
    not erased yet."""
    max_webhooks: Annotated[int, Field(ge=0)] = 10
    """Webhooks of one organisation."""
    webhook_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks that webhooks may call although they are not public, also by `http`, as a JSON list
    such as `["10.1.0.0/16"]`."""
    rate_storage: Annotated[str, AfterValidator(_rate_storage)] = "memory://"
    """Where requests are counted: in each process, or ``redis://host:port`` for all of them."""
    log_format: LogFormat | None = None
    """How logs are written: ``text`` or ``json``; left out, it is up to the program around."""
    log_level: LogLevel = "info"
    """The least that is logged."""
    watchdog_seconds: Annotated[int, Field(ge=0)] = 60
    """Seconds without an answer after which a process of the service that hangs ends itself, for
    whoever supervises it to start it anew; 0 for never."""
    metrics_token: SecretStr | None = None
    """What other machines must send to read ``/metrics``; without it only this one may."""
    waiting_analyses: Annotated[int, Field(ge=0)] = 64
    """Analyses that wait in each process, shared among those who ask; one more is answered 503."""
    analysis_processes: Annotated[int | None, Field(ge=0, le=64)] = None
    """Processes that compute for one organisation at a time beside each process of the service, as
    many again for long work, and one more of each for who comes beside it. Left out, ``parkwise
    serve`` divides the cores among its workers, at least one each; 0 computes in threads, where
    nothing can be ended."""
    analysis_seconds: Annotated[float, Field(gt=0)] | None = 30.0
    """CPU seconds of one analysis: what is expected to take more is refused, what takes more is
    ended; jobs have no such limit."""
    key_cpu_seconds: Rate | None = None
    """CPU seconds of one key, such as ``60/minute``; ``off`` for any number. Left out, half of the
    time of all cores."""
    organisation_cpu_seconds: Rate | None = None
    """The same for an organisation; left out, three quarters."""
    open_cpu_seconds: Rate | None = None
    """The same for a service without keys, and for pages that ask for none, by address; left out,
    one quarter, and ``off`` where ``parkwise serve`` listens on a loopback address under no other
    name."""
    key_at_once: Annotated[int, Field(ge=1)] = 16
    """Analyses of one key that run or wait in each process; one more is answered 503."""
    organisation_at_once: Annotated[int, Field(ge=1)] = 32
    """The same for an organisation."""
    cors_origins: tuple[str, ...] = ()
    """Sites whose pages may call the service, as a JSON list."""
    public_url: Annotated[str | None, AfterValidator(_public_url)] = None
    """By which others reach the service, such as `https://parks.example.org`: links begin with it,
    and with https cookies are sent over nothing else. Left out, what the request came by."""
    allowed_hosts: Annotated[tuple[str, ...], AfterValidator(_hosts)] = ()
    """Names that requests may say in `Host`, as a JSON list, `*.example.org` for all below one, `*`
    for any; beside them this machine's and that of the public URL. Left out, with a public URL or
    on a loopback address only those two, else any."""

    _private = PrivateAttr(default=cast("PrivateData | None", None))

    @property
    def base(self) -> str:
        """Name of the registered catalogue below all private data."""
        return str(self.catalogue) if _is_name(self.catalogue) else SHIPPED

    @property
    def private_path(self) -> Path | None:
        """Path of the private data above the base catalogue; None where none is named."""
        return None if _is_name(self.catalogue) else self.catalogue

    @property
    def private_data(self) -> "PrivateData | None":
        """The private data that `with_private_data` set; they replace those at the path."""
        return self._private

    def with_private_data(self, data: "PrivateData") -> "Settings":
        """Return a copy of the settings with private data above the same catalogue."""
        settings = self.model_copy()
        settings._private = data  # noqa: SLF001 - a copy of itself
        return settings

    def cluster_at(self, address: str) -> Cluster:
        """Return a cluster at an address, with the certificates of these settings."""
        return Cluster(
            address=address,
            ca=_text(self.cluster_ca),
            certificate=_text(self.cluster_certificate),
            key=_text(self.cluster_key),
            insecure=self.cluster_insecure,
        )

    @property
    def descriptors(self) -> int:
        """Number of files that each process of the service must be allowed to have open."""
        return self.max_connections + BACKLOG + _OTHER_FILES

    @property
    def hosts(self) -> tuple[str, ...] | None:
        """Patterns of accepted host names besides this machine's own; None accepts any name."""
        public = () if self.public_url is None else (urlsplit(self.public_url).hostname or "",)
        names = (*self.allowed_hosts, *public)
        return names if names and ANY not in names else None


def _is_name(catalogue: Path | None) -> bool:
    """Tell whether the path is the name of a catalogue, not an existing folder or file."""
    return catalogue is not None and str(catalogue).isidentifier() and not catalogue.exists()
