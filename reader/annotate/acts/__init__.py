"""What a person does with labels: each module one kind of act, all of them one step to undo."""
