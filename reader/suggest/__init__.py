"""Proposed labels: what may be a quote or a claim, and why; no label until a person takes it."""
