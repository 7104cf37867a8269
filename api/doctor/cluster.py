"""The Dask cluster that the settings name: reached, by TLS or on this machine."""

from dataclasses import replace

from api.doctor.check import Check, Diagnosis, Machine
from mcda.errors import ClusterFailure
from mcda.texts import LANGUAGES, text

_PATIENCE = 3.0  # seconds


def look(machine: Machine) -> Diagnosis:
    """Return whether a worker there does a task."""
    address = machine.settings.cluster
    if address is None:
        return Diagnosis("ok", "cluster_none")
    found = replace(machine.settings.cluster_at(address), timeout=_PATIENCE)
    try:
        list(found.map(abs, [1]))
    except ClusterFailure as error:
        fields = {
            "said": {language: error.say(language) for language in LANGUAGES},
            "remedy": {language: text(error.code, "remedy", language) for language in LANGUAGES},
        }
        is_there = error.code in ("cluster_insecure", "cluster_certificates", "cluster_version")
        return Diagnosis("broken" if is_there else "missing", "cluster_failing", fields)
    return Diagnosis("ok", "cluster_good", {"address": address})


CHECK = Check("cluster", needed=True, look=look)
