/// What a program may take of the computer, whatever the file it reads makes it want. See `prlimit(1)`.
struct ToolBounds: Sendable {
    /// Bytes of address space: memory, and everything that could become memory.
    let memory: Int64

    /// Looking into a file: no header and no packet needs more.
    static let reading = ToolBounds(memory: 2 << 30)
    /// Decoding and encoding a film of the largest size in all renditions takes a fourth of it.
    static let encoding = ToolBounds(memory: 8 << 30)

    /// No memory is written to the disk when it crashes.
    var arguments: [String] { ["--as=\(memory)", "--core=0"] }
}
