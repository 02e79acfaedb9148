"""The officer's screens: one file each, all of the shape of `screen.Screen`."""
