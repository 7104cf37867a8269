"""The guide for developers: chapters in two languages with shared samples of running code."""
