"""Who is there, how long steps lately took, what may be promised, what is at risk."""
