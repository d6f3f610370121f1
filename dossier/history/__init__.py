"""Earlier states of the content, from git. Stages are handed them as values."""
