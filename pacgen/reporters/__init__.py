"""Results into words: text for people, and formats for programs."""
