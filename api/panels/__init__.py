"""Panels: people who judge the criteria together, each on their own, by an invitation link."""
