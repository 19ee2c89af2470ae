"""What is held about one person, who saw it, and what leaked: extract and breach report."""
