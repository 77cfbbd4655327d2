"""Office and PDF files: checked, converted in a child process with limits, and laid out as text whose lines know where they came from."""
