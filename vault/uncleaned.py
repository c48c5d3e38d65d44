"""A file that becomes safe to open: what every model has in common that keeps one."""

from django.db import models

from vault.models import SealedFile
from vault.states import FileState, HeldReason


class FileToClean(models.Model):
    """How far the cleaning of one sealed file is. Which file that is, and who may open it, the model itself says."""

    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    held_because = models.CharField(max_length=20, choices=HeldReason.choices, blank=True)
    clean_file = models.OneToOneField(SealedFile, models.PROTECT, null=True, related_name="+")
    # Counted before each try, so that a file that takes the worker down is held in the end.
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.state == FileState.WAITING

    @property
    def is_clean(self) -> bool:
        return self.state == FileState.CLEANED

    @property
    def is_held(self) -> bool:
        return self.state == FileState.HELD

    @property
    def is_infected(self) -> bool:
        return self.held_because == HeldReason.INFECTED
