"""The citizen's screen at the counter: the form as it fills, to be signed or to be changed."""
