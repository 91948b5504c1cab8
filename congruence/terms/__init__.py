"""Contested terms: every use, definition, objection and change, cited."""
