"""Types only: frozen values that every layer shares. No input, output, clock or environment."""
