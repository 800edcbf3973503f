"""What is read: articles, formats, sentences."""
