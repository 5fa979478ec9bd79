// The room's first test stands here until its own do.
