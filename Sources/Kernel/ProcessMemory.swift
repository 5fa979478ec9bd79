import Foundation

/// How this process keeps memory that it does not need at the moment. The C library keeps what was given back for whoever asks next, in a place
/// of its own for each thread that ever asked: a house that has read its catalogue once would go on holding twice what it needs. With a C
/// library that has no such places nothing is done.
package enum ProcessMemory {
    /// `M_ARENA_MAX` of glibc's malloc.h, which Swift's module of the C library leaves out.
    private static let arenaMax: CInt = -8
    private static let arenas: CInt = 2

    /// Lets threads share a few such places. Before anything else is done; see mallopt(3).
    package static func shareArenas() {
        #if os(Linux)
            typealias Option = @convention(c) (CInt, CInt) -> CInt
            guard let found = dlsym(nil, "mallopt") else { return }
            _ = unsafeBitCast(found, to: Option.self)(arenaMax, arenas)
        #endif
    }

    /// Gives back to the system what is free: after work that needed much, and that is over. Takes some milliseconds; see malloc_trim(3).
    package static func giveBack() {
        #if os(Linux)
            typealias Trim = @convention(c) (Int) -> CInt
            guard let found = dlsym(nil, "malloc_trim") else { return }
            _ = unsafeBitCast(found, to: Trim.self)(0)
        #endif
    }
}
