/// The `[Group]` that released a file, before everything else in its name.
enum LeadingGroup {
    /// Where the name goes on behind it; 0 without one, or when it is all there is.
    static func end(in name: Name) -> Int {
        var place = 0
        while place < name.bytes.count, name.bytes[place] == Byte.space { place += 1 }
        if isSite(in: name), name.words[0].bracket == nil {
            return name.words.indices.first { name.hasSpacedDash(before: $0) }.map { name.words[$0].start } ?? 0
        }
        guard let bracket = name.brackets.first, bracket.open == place, name.bytes[place] == UInt8(ascii: "["), let close = bracket.close,
            name.words.contains(where: { $0.start > close })
        else { return 0 }
        return close + 1
    }

    /// `www.somewhere.example - Title`: the address of the site that spread it.
    static func isSite(in name: Name) -> Bool { name.words.first?.text == "www" }
}
