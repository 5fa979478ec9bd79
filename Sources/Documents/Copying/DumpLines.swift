import KinoraKernel

/// The lines of a text that arrives in pieces, without their ends.
struct DumpLines<Pieces: AsyncSequence>: AsyncSequence where Pieces.Element == [UInt8] {
    typealias Element = [UInt8]

    let pieces: Pieces

    func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        private var pieces: Pieces.AsyncIterator
        private var piece: ArraySlice<UInt8> = []
        private var number = 0

        init(pieces: Pieces.AsyncIterator) {
            self.pieces = pieces
        }

        /// - Throws: `DumpProblem.wrong` for a line that is too long, `.truncated` for bytes at the end that are no whole line.
        mutating func next() async throws -> [UInt8]? {
            var line: [UInt8] = []
            number += 1
            while true {
                if let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
                    line += piece[..<end]
                    piece = piece[(end + 1)...]
                    try check(line)
                    return line
                }
                line += piece
                try check(line)
                guard let more = try await pieces.next() else {
                    piece = []
                    if line.isEmpty { return nil }
                    throw DumpProblem.truncated(line: number)
                }
                piece = more[...]
            }
        }

        private func check(_ line: [UInt8]) throws {
            guard line.count <= Dump.longestLine else {
                throw DumpProblem.wrong(line: number, reason: "it is longer than a document can be.")
            }
        }
    }
}
