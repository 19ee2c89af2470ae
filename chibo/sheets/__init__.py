"""Excel out, knowing no model: a list of columns gives a workbook that says who took it and why."""

from chibo.sheets.write import Column, Mark, Value, workbook

__all__ = ["Column", "Mark", "Value", "workbook"]
