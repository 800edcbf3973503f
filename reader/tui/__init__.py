"""The screens: everything that needs Textual."""
