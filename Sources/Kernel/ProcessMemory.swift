#if canImport(Glibc)
    import Glibc
#endif

/// How this process keeps memory that it does not need at the moment. The C library keeps what was given back for whoever asks next, in a place
/// of its own for each thread that ever asked: a house that has read its catalogue once would go on holding twice what it needs. Elsewhere than
/// with glibc nothing is done.
package enum ProcessMemory {
    /// Lets threads share a few such places. Before anything else is done; see mallopt(3).
    package static func shareArenas() {
        #if canImport(Glibc)
            _ = mallopt(M_ARENA_MAX, 2)
        #endif
    }

    /// Gives back to the system what is free: after work that needed much, and that is over. Takes some milliseconds; see malloc_trim(3).
    package static func giveBack() {
        #if canImport(Glibc)
            _ = malloc_trim(0)
        #endif
    }
}
