"""How the embedded models are built, from named public sources to the shipped files."""
