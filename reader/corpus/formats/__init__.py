"""One module per input format; each turns the bytes of a file into documents and flaws."""
