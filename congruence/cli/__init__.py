"""The command line: one module per command; errors become an exit status in `main` alone."""
