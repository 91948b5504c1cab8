"""What a hostile document, or a careless change, may not bring about."""
