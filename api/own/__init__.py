"""What belongs to one organisation: its private catalogue data and its weight profiles."""
