"""People who may be the same person."""
