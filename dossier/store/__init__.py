"""Files beside the content: captures, the lock, the names to be withheld; and the primitives of the cache."""
