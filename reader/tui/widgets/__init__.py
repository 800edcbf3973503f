"""Widgets: they get data and post messages."""
