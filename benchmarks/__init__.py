"""What this machine does: run by bin/bench, read with README.md."""
