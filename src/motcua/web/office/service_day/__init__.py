"""What a service day achieved, on pages: the day, its lists, its comparisons."""
