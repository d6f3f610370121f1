"""What lies on disk beside the content: captures, the lock, the names to be withheld."""
