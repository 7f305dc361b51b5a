"""A PAC text becomes a partition of all hosts: proof instead of samples."""
