"""Bank, book and BPJS list beside each other."""

from srikandi.programme.closing.comparison.comparing import compare, unnamed
from srikandi.programme.closing.comparison.figures import SegmentFigures, figures_of, total_of
from srikandi.programme.closing.comparison.money import balances_at

__all__ = ["SegmentFigures", "balances_at", "compare", "figures_of", "total_of", "unnamed"]
