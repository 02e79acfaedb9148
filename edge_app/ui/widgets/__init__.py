"""The parts of the officer's screen: each shows one view model and asks nothing of anyone."""
