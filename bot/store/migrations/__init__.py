"""The schema's history. Each file of ``versions`` leads from the one before; none is edited."""
