"""What is said about it: annotations, decisions, undo, storage."""
