// Starts the player on the watch page.
