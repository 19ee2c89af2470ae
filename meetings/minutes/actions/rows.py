"""The rows of minutes: guests, items with what was said and given in them, directives, votes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models

from meetings.minutes.facts import DocumentContent, MinutesContent, TaskContent, VoteContent
from meetings.minutes.models import AgendaItem, Meeting

_OPEN = "open"
_NOT_COLUMNS = {"pk", "documents", "opinions", "tasks", "guest", "as_task"}
Change = dict[str, Any]
"""What became of a task, for the log: its key, the deed, its words."""


class Rows:
    """Writes the rows of the minutes of one meeting, and notes what becomes of tasks."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.changes: list[Change] = []

    def write(self, content: MinutesContent, votes: Sequence[VoteContent]) -> list[Change]:
        """Write all rows of the minutes; return what became of tasks."""
        meeting = self.meeting
        guests = self._write(meeting.guests, content.guests)
        by_name = {guest.name: guest for guest in guests}
        items = self._write(meeting.items, content.items)
        for item, written in zip(content.items, items, strict=True):
            self._write(written.documents, _each_once(item.documents))
            self._write(written.opinions, item.opinions)
            self._write_tasks(written, item.tasks)
        directives = self._write(
            meeting.directives,
            content.directives,
            lambda each: {"guest": by_name.get(each.guest)},
        )
        for said, directive in zip(content.directives, directives, strict=True):
            self._write_directed(directive, said.as_task)
        self._write(meeting.votes, votes)
        return self.changes

    def _write(
        self,
        manager: Any,
        contents: Sequence[Any],
        more: Callable[[Any], dict[str, Any]] | None = None,
    ) -> list[Any]:
        """Make the ordered rows of a relation say what the contents say; rows keep their key."""
        known = {row.pk: row for row in manager.all()}
        written = []
        for order, content in enumerate(contents, start=1):
            values = {
                name: value for name, value in vars(content).items() if name not in _NOT_COLUMNS
            }
            values |= {"order": order, **(more(content) if more else {})}
            written.append(_written(manager, known.pop(content.pk, None), values))
        for row in known.values():
            if hasattr(row, "tasks"):
                self._take_out(row, row.tasks.select_for_update())
            row.delete()
        return written

    def _write_tasks(self, item: AgendaItem, contents: Sequence[TaskContent]) -> None:
        """Give the tasks of an item; one that was taken out goes unless somebody has closed it.

        A task may have been corrected or closed in its own room since the page was opened: only
        what the person changed on the page is written, never its state.
        """
        known = {task.pk: task for task in item.tasks.select_for_update()}
        for content in contents:
            task = known.pop(content.pk or 0, None)
            values = {"text": content.text, "assignee_id": content.assignee_id, "due": content.due}
            if task is None:
                made = item.tasks.create(
                    organization=self.meeting.organization, plan_year=_year(self.meeting), **values
                )
                self.changes.append({"task": made.pk, "deed": "created", "text": made.text})
                continue
            shown = vars(content.shown) if content.shown else {}
            typed = {name: value for name, value in values.items() if shown.get(name, ...) != value}
            self._correct(task, typed)
        self._take_out(item, known.values())

    def _correct(self, task: Any, typed: dict[str, Any]) -> None:
        """Write what was typed into a task, where it differs from what the task says now."""
        before = {name: getattr(task, name) for name in typed}
        differing = {
            name: [_plain(before[name]), _plain(typed[name])]
            for name in typed
            if before[name] != typed[name]
        }
        if not differing:
            return
        for name in differing:
            setattr(task, name, typed[name])
        task.save()
        self.changes.append(
            {"task": task.pk, "deed": "changed", "text": task.text, "fields": differing}
        )

    def _take_out(self, source: Any, tasks: Iterable[Any]) -> None:
        """Delete the open ones of some tasks of an item or directive, release the others."""
        for task in tasks:
            deed = "deleted" if task.state == _OPEN else "released"
            self.changes.append({"task": task.pk, "deed": deed, "text": task.text})
            if task.state == _OPEN:
                task.delete()
            else:
                source.tasks.remove(task)

    def _write_directed(self, directive: Any, as_task: bool) -> None:
        if not as_task:
            self._take_out(directive, directive.tasks.select_for_update().filter(state=_OPEN))
        elif not directive.tasks.exists():
            task = directive.tasks.create(
                organization=self.meeting.organization,
                plan_year=_year(self.meeting),
                text=directive.text,
            )
            self.changes.append({"task": task.pk, "deed": "created", "text": task.text})


def _each_once(documents: Iterable[DocumentContent]) -> list[DocumentContent]:
    return list({each.document_id: each for each in documents}.values())


def _written(manager: Any, row: models.Model | None, values: dict[str, Any]) -> models.Model:
    if row is None:
        return manager.create(**values)
    if any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


def _year(meeting: Meeting) -> int | None:
    return meeting.held.latest.year if meeting.held.latest else None


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
