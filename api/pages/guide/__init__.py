"""The guide for developers: chapters in two languages that share samples of code that run."""
