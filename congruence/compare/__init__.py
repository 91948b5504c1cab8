"""Which passages of two documents have a counterpart, which do not, and how sure that is."""
