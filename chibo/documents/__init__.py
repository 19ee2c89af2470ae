"""One tree for everything that is printed, and its printers: HTML, DOCX and PDF."""
