"""A ledger's answers as files: JSON lines and CSV, byte for byte the same for the same ledger."""

from sayso.export.files import Format, What, export_to, write
from sayso.export.tables import COLUMNS

__all__ = ["COLUMNS", "Format", "What", "export_to", "write"]
