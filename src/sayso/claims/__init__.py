"""The claims stage: from the passages of a report to what it says happened, and on whose say-so."""
