"""Pages on which members are seen whole: the roll with their posts, the file with its timeline.

Top room of the wing: it sees all others and keeps no records of its own.
"""
