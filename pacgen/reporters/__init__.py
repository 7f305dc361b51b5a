"""Results become text: one module for each kind of result and format."""
