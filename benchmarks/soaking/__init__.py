"""What the soak is made of: sites, the process that works, and the one that drives it."""
