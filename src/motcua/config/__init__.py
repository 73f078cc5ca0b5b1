"""Settings, addresses, the command line and who reacts to what: the only place that knows everybody."""
