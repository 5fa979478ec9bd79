/// A number that a name has whenever and wherever it is heard (FNV-1a): decides between equals, so that the order in which a house heard of
/// titles does not, and every graph of the same facts gives the same order.
enum StableKey {
    static func of(_ name: String) -> UInt32 {
        var key: UInt32 = 2_166_136_261
        for byte in name.utf8 { key = (key ^ UInt32(byte)) &* 16_777_619 }
        return key
    }

    /// Chance, fixed for two keys: of a profile and a title, say.
    @inline(__always)
    static func mixed(_ one: UInt32, _ other: UInt32) -> UInt32 {
        var chance = (one ^ other) &* 0x9E37_79B1
        chance = (chance ^ (chance >> 15)) &* 0x85EB_CA6B
        return chance ^ (chance >> 13)
    }
}
