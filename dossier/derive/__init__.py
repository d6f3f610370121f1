"""What pages show, derived from the corpus and its figures: values without markup."""
