"""The catalogue in a browser: all parks, one park, some side by side, and one's own data."""
