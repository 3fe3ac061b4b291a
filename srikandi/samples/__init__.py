"""Samples an auditor draws, and what was found at the door."""
