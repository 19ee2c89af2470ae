"""The rules of the desks: the year of a cell, its duties, and a committee's view of its cells."""
