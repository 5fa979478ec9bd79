// The room's first file stands here until its own do.
