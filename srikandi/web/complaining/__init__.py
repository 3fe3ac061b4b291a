"""What the pages of complaints share: what is typed, and one case as its handlers see it."""

from srikandi.web.complaining.parts import LONGEST, ComplaintForm, SolveForm, WordsForm, case_facts

__all__ = ["LONGEST", "ComplaintForm", "SolveForm", "WordsForm", "case_facts"]
