"""What the kiosk keeps: SQLCipher through sqlite-utils."""
