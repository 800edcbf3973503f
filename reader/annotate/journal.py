"""The append-only, fsynced record of every decision: durability and undo without limit."""
