import KinoraKernel
import KinoraRecommendation

/// A sum of everything that is written about a node, kept beside it, so that two graphs can be compared without reading them: FNV-1a with 64
/// bits, for accidents, not against malice.
struct StateDigest {
    private(set) var sum: UInt64 = 0xCBF2_9CE4_8422_2325

    /// As a database keeps it.
    var value: Int64 { Int64(bitPattern: sum) }

    static func of(_ title: TitleState) -> Int64 {
        var digest = StateDigest()
        digest.add(title.number)
        digest.add(title.id)
        digest.add(title.name)
        digest.add(title.year)
        digest.add(title.addedAt?.milliseconds ?? .min)
        digest.add(title.isListed ? 1 : 0)
        for node in title.nodes {
            digest.add(node.number)
            digest.add(node.node.kind.rawValue)
            digest.add(node.node.name)
            digest.add(node.node.order)
        }
        let sums = title.sums
        digest.add(sums.watchers)
        for number in [sums.incoming, sums.incomingWide, sums.outgoing, sums.outgoingWide, sums.popularAt, sums.popular.bitPattern] {
            digest.add(number)
        }
        digest.add(title.ties.bytes)
        return digest.value
    }

    static func of(_ profile: ProfileState) -> Int64 {
        var digest = StateDigest()
        digest.add(profile.isOff ? 1 : 0)
        for edge in profile.watched {
            for number in [
                UInt32(bitPattern: edge.title), UInt32(edge.count), edge.seconds, UInt32(edge.reached), edge.firstAt, edge.lastAt,
            ] {
                digest.add(number)
            }
        }
        digest.add(profile.watched.count)
        for title in profile.unwanted { digest.add(title) }
        guard !profile.leanings.isEmpty || !profile.setAside.isEmpty else { return digest.value }
        digest.add(profile.unwanted.count)
        for leaning in profile.leanings { digest.add(leaning.line) }
        for title in profile.setAside { digest.add(title) }
        return digest.value
    }

    static func of(_ similar: [SimilarTitle]) -> Int64 {
        var digest = StateDigest()
        for item in similar {
            digest.add(item.id)
            digest.add(item.score.bitPattern)
            digest.add(item.reason)
        }
        return digest.value
    }

    private mutating func add(_ text: String) { add(Array(text.utf8)) }

    private mutating func add(_ bytes: [UInt8]) {
        add(bytes.count)
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    private mutating func add(_ number: some FixedWidthInteger) {
        var rest = UInt64(truncatingIfNeeded: number)
        for _ in 0..<8 {
            sum = (sum ^ (rest & 0xFF)) &* 0x100_0000_01B3
            rest >>= 8
        }
    }
}
