"""What rules say when they say no."""

from srikandi.errors import Invalid


class RuleUnfit(Invalid):
    """A condition that says nothing, or that nobody could meet."""

    message = "Periksa aturannya: ada syarat yang kosong atau tidak mungkin dipenuhi."
