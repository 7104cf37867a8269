"""The first page: the purpose of the service, a finished sample, and its basis."""
