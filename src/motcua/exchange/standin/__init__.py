"""The national registers in small, for the demonstration and the tests: real HTTP, people who do not exist."""
