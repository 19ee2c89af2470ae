"""The papers of this room: the extract of one member's data, the report on a breach."""

from reports.disclosure.documents.breach import breach_report
from reports.disclosure.documents.extract import extract, file_name

__all__ = ["breach_report", "extract", "file_name"]
