"""The laws of the house, each with a planted violation it must catch."""
