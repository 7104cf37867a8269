"""Access control: keys, organisations, rate limits, and the audit log."""
