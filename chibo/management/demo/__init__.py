"""The demo: organisations told by articles, and an invented committee with its cells."""
