"""A whole day played again: simulated people and staff, the real commands, a simulated clock."""
