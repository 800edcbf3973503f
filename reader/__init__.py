"""Reader: versions of one story side by side, turned into training data from the keyboard."""

__version__ = "0.1.0"
