"""Weightings side by side: whose weights put which park first, and why they part."""
