"""Rows that several people keep at once.

An organisation is such a row, too: who writes what must stand in its books only once locks it first.
"""

from typing import Self, cast

from django.db import models

from chibo.reasons import GONE, refuse


class Record(models.Model):
    """What several people keep at once: a row is locked before it is judged, written in parts."""

    class Meta:
        abstract = True

    def lock(self) -> None:
        """Read the row anew and keep it from other writers until the deed is done.

        Its key stays free, so that a row which only points at it never waits. Refused where
        somebody took the row out meanwhile.
        """
        rows = type(self)._default_manager.select_for_update(no_key=True)
        try:
            self.refresh_from_db(from_queryset=rows)
        except type(self).DoesNotExist:
            refuse([GONE])

    @classmethod
    def hold(cls, pk: int) -> Self:
        """Return the row with this id as it is now, kept from other writers; else refused."""
        row = cls._default_manager.select_for_update().filter(pk=pk).first()
        if row is None:
            refuse([GONE])
        return cast(Self, row)

    def write(self, *names: str) -> None:
        """Save these facts alone, each column of a partial date; what stands beside them stays."""
        columns = {column.name for column in self._meta.concrete_fields}
        parts = ("", "_earliest", "_latest", "_words")
        written = {name + part for name in names for part in parts}
        self.save(update_fields=sorted(written & columns))
