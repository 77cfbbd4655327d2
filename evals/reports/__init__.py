"""A run for people and for CI: terminal text, Markdown, HTML with charts, JUnit XML."""
