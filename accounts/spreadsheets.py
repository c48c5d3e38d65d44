"""Spreadsheets and CSV, written and read without trusting what stands in a cell."""

# What makes a spreadsheet program take a text for a formula, a command or a macro.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text as a cell of a CSV file: what a spreadsheet program would take for a formula is marked as text."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
