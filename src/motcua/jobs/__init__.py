"""Durable background work: enqueued in the caller's transaction, leased, retried, reclaimed after a crash."""
