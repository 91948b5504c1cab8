"""Lexicons, abbreviations and the embedded model: data that is changed without code."""
