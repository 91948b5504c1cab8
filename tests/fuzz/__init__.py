"""Damaged files through every command: each run ends in a result or one clear sentence."""
