"""What differs: sentence alignment, word diff, comparison of versions."""
