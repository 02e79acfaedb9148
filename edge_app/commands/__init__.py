"""One module per subcommand of `gapura`."""
