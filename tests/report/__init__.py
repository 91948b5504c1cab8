"""The faces of a report, tested as a reader meets them."""
