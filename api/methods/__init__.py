"""The available ranking methods."""
