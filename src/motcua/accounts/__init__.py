"""Who someone is, which post they hold, what they may do."""
