/// What a hash costs (RFC 9106, section 3.1).
package struct HashingCost: Hashable, Sendable {
    /// KiB.
    package var memory: UInt32
    package var passes: UInt32
    package var lanes: UInt32

    package init(memory: UInt32, passes: UInt32, lanes: UInt32) {
        self.memory = memory
        self.passes = passes
        self.lanes = lanes
    }

    /// OWASP's Password Storage sheet: 19 MiB, two passes, one lane.
    package static let house = HashingCost(memory: 19_456, passes: 2, lanes: 1)

    /// What a kept hash may ask for at most, so that one that came from elsewhere does not eat the machine: 256 MiB, and in all passes
    /// together a GiB.
    package static let mostMemory: UInt32 = 262_144
    package static let mostPasses: UInt32 = 16
    package static let mostLanes: UInt32 = 8
    package static let mostWork: UInt64 = 1 << 20

    /// Whether the house is ready to work so much.
    var isBearable: Bool {
        (1...Self.mostLanes).contains(lanes) && (1...Self.mostPasses).contains(passes) && memory <= Self.mostMemory && memory >= 8 * lanes
            && UInt64(memory) * UInt64(passes) <= Self.mostWork
    }
}
