import NIOCore

/// A version of Bolt, and how two sides agree on one.
package struct BoltVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var major: Int
    package var minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: BoltVersion, right: BoltVersion) -> Bool { (left.major, left.minor) < (right.major, right.minor) }

    /// What this side says first: a number by which the protocol is known, and four offers in order of preference, each of which may stand
    /// for some lower minor versions too: 5.4 to 5.0, and 4.4.
    static let offers: [UInt8] = [0x60, 0x60, 0xB0, 0x17, 0, 4, 4, 5, 0, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0]

    static let answerLength = 4

    /// Reads the other side's answer.
    /// - Throws: `BoltFault.noCommonVersion`; `.notBolt` for what was never offered.
    init(answer: ByteBuffer) throws {
        let bytes = Array(answer.readableBytesView.prefix(Self.answerLength))
        guard bytes.count == Self.answerLength else { throw BoltFault.notBolt }
        guard bytes != [0, 0, 0, 0] else { throw BoltFault.noCommonVersion }
        let version = BoltVersion(Int(bytes[3]), Int(bytes[2]))
        let wasOffered = version == BoltVersion(4, 4) || version.major == 5 && version.minor <= 4
        guard bytes[0] == 0, bytes[1] == 0, wasOffered else { throw BoltFault.notBolt }
        self = version
    }
}
