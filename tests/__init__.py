"""The proofs: the same rooms as srikandi/, plus journeys/ (a person's story) and house/ (the laws)."""
