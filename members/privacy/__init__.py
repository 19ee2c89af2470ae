"""What a member may ask of the record: correction; and what time asks: erasure."""
