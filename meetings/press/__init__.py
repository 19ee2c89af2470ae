"""What was published about the cell: news items and their photos."""
