extension QRVersion {
    private static let byteMode = 0b0100

    /// The bytes as this version writes them: mode, length, bytes and filling, in blocks with their correction, interleaved (section 7.6).
    func codewords(for bytes: [UInt8]) -> [UInt8] {
        let data = filled(bytes)
        let solomon = ReedSolomon(correction)
        // The first blocks are a codeword shorter where they do not share evenly.
        let short = dataCodewords / blocks
        let shortBlocks = blocks - dataCodewords % blocks
        var dataBlocks: [ArraySlice<UInt8>] = []
        var start = 0
        for block in 0..<blocks {
            let length = short + (block < shortBlocks ? 0 : 1)
            dataBlocks.append(data[start..<start + length])
            start += length
        }
        let corrections = dataBlocks.map { solomon.remainder(of: $0)[...] }
        return Self.interleaved(dataBlocks) + Self.interleaved(corrections)
    }

    private func filled(_ bytes: [UInt8]) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
        }
        append(Self.byteMode, 4)
        append(bytes.count, lengthBits)
        for byte in bytes { append(Int(byte), 8) }
        append(0, min(4, dataCodewords * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var words = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var filling: UInt8 = 0xEC
        while words.count < dataCodewords {
            words.append(filling)
            filling ^= 0xEC ^ 0x11
        }
        return words
    }

    private static func interleaved(_ blocks: [ArraySlice<UInt8>]) -> [UInt8] {
        let longest = blocks.map(\.count).max() ?? 0
        var words: [UInt8] = []
        for place in 0..<longest {
            for block in blocks where place < block.count { words.append(block[block.startIndex + place]) }
        }
        return words
    }
}
