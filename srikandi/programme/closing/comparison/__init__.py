"""Bank, book and BPJS list beside each other."""

from srikandi.programme.closing.comparison.comparing import compare, unnamed
from srikandi.programme.closing.comparison.figures import Papers, SegmentFigures, figures_of, papers_of, total_of
from srikandi.programme.closing.comparison.money import balances_at

__all__ = ["Papers", "SegmentFigures", "balances_at", "compare", "figures_of", "papers_of", "total_of", "unnamed"]
