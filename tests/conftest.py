"""Puts this folder on the path, so that tests can import what they share by its plain name."""
