"""The catalogue in a browser: all parks, one park, several side by side, and private data."""
