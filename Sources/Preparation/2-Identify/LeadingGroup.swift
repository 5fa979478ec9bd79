/// The `[Group]` that released a file, before everything else in its name.
enum LeadingGroup {
    /// Where the name goes on behind it; 0 without one, or when it is all there is.
    static func end(in name: Name) -> Int {
        var place = 0
        while place < name.bytes.count, name.bytes[place] == Byte.space { place += 1 }
        guard let bracket = name.brackets.first, bracket.open == place, name.bytes[place] == UInt8(ascii: "["), let close = bracket.close,
            name.words.contains(where: { $0.start > close })
        else { return 0 }
        return close + 1
    }
}
