"""All lanes of the checkpoint at one desk: the screen, its presenter and words."""
