"""The log as people read it: who did what to whom, in sentences."""
