"""What waits for a person today, and the few figures of their part in it."""

from srikandi.reports.home.numbers import Figure, HomeFigures, Part, figures
from srikandi.reports.home.tasks import waiting
from srikandi.reports.home.waits import Task

__all__ = ["Figure", "HomeFigures", "Part", "Task", "figures", "waiting"]
