"""What the screens cost and how soon they answer, measured in a process of its own."""
