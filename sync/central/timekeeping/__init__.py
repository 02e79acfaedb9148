"""Whether this machine's clock may be signed with."""
