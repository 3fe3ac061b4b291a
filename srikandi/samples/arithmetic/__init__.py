"""What a stranger recomputes: who is drawn, what a sample can find, and what a rate leaves open. No database here."""

from srikandi.samples.arithmetic.chances import CERTAIN, MILLION, least_found, size_for, upper_bound
from srikandi.samples.arithmetic.order import drawn, list_hash, seed_of

__all__ = ["CERTAIN", "MILLION", "drawn", "least_found", "list_hash", "seed_of", "size_for", "upper_bound"]
