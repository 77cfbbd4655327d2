"""Rules about the file itself: what a reader or a tool would stumble over before the content matters."""
