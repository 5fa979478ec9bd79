/// Cuts a stream of bytes into lines, whatever the pieces it arrives in. Lines beyond a bound are cut off, so that no program can fill
/// the memory.
struct LineSplitter {
    private var open: [UInt8] = []
    private let longest: Int

    init(longest: Int = 4096) {
        self.longest = longest
    }

    mutating func add(_ bytes: some Sequence<UInt8>, _ line: (ArraySlice<UInt8>) -> Void) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                finish(line)
            } else if open.count < longest {
                open.append(byte)
            }
        }
    }

    /// Hands out what stands behind the last line break.
    mutating func finish(_ line: (ArraySlice<UInt8>) -> Void) {
        guard !open.isEmpty else { return }
        line(open[...])
        open.removeAll(keepingCapacity: true)
    }
}
