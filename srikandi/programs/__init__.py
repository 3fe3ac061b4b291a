"""Work done in a process of its own: its memory is gone with it, and what breaks it breaks nothing else.

with programs.running(*PROGRAM) as program:
    pickle.dump(question, program.stdin)
    answer = programs.plain(program.stdout)
"""

from srikandi.programs.hearing import NotPlain, plain
from srikandi.programs.starting import house, running, widen

__all__ = ["NotPlain", "house", "plain", "running", "widen"]
