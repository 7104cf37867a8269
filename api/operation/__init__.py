"""Tools for the operator of the service: logs, metrics, memory and watchdogs."""
