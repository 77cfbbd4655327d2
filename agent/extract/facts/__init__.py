"""Facts: values bound to what they say."""
