"""Every sentence on the screens, once, in Indonesian; the English stands in ../translations."""
