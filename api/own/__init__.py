"""The data of one organisation: its private catalogue data and its weight profiles."""
