"""What every subcommand of `gapura` shares."""
