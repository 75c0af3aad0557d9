"""Tables of norms, each named by its edition, read by more than one method."""
