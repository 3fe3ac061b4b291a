"""What people ask about the data held of them, what is erased when, and what leaked."""
