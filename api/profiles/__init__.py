"""Weight profiles of an organisation."""
