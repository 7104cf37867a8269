"""Documents: the report of one answer, in codes and numbers, for readers of every language."""
