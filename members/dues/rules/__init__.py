"""The rules of dues: what is owed and how it is counted, what cannot be right, how a year looks."""
