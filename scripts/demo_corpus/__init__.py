"""How the sample documents of ``corpora/demo`` are made from the texts in ``texts/``."""
