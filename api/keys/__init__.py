"""Keys, tickets and the audit log of an organisation."""
