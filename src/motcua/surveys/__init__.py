"""What people say of how they were served: so far, one touch."""
