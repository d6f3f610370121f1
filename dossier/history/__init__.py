"""Earlier states of the content, from git, as values for the other stages."""
