"""Sayso measured on open corpora through its public path, with the dumbest baseline beside each figure."""
