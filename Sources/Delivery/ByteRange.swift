/// What of a file a `Range` field asks for (RFC 9110 section 14).
package enum ByteRange: Hashable, Sendable {
    /// The whole file: nothing was asked for, or something that a server may or must ignore.
    case whole
    /// Half open.
    case part(Range<Int64>)
    /// Well formed, but nothing of it lies in the file: 416.
    case unsatisfiable

    /// Reads a `Range` field.
    ///
    /// Several ranges at once are answered with the whole file, as section 14.2 allows; no player asks for them, and a server that
    /// assembles them can be made to send much more than it has.
    package init(_ field: String?, size: Int64) {
        guard let field, let set = Self.rangeSet(of: field), set.count == 1, let asked = Asked(set[0]) else {
            self = .whole
            return
        }
        let range = asked.range(in: size)
        self = range.isEmpty ? .unsatisfiable : .part(range)
    }

    /// The same for a field as it was received; what players write is read without making a text of it.
    init(plain field: UnsafeRawBufferPointer?, size: Int64) {
        guard let field else {
            self = .whole
            return
        }
        if let range = Self.plain(field) {
            let part = range.lowerBound < size ? range.lowerBound..<min(range.upperBound, size) : 0..<0
            self = part.isEmpty ? .unsatisfiable : .part(part)
        } else {
            self.init(String(decoding: field, as: UTF8.self), size: size)
        }
    }

    /// `bytes=` and two numbers of a few digits, the second not smaller; nil for everything else.
    private static func plain(_ field: UnsafeRawBufferPointer) -> Range<Int64>? {
        let unit: StaticString = "bytes="
        guard field.count > unit.utf8CodeUnitCount, (0..<unit.utf8CodeUnitCount).allSatisfy({ field[$0] == unit.utf8Start[$0] }) else {
            return nil
        }
        var place = unit.utf8CodeUnitCount
        func number() -> Int64? {
            let begin = place
            var value: Int64 = 0
            while place < field.count, (48...57).contains(field[place]) {
                value = value * 10 + Int64(field[place] - 48)
                place += 1
                if place - begin > 15 { return nil }
            }
            return place > begin ? value : nil
        }
        guard let first = number(), place < field.count, field[place] == UInt8(ascii: "-") else { return nil }
        place += 1
        guard let last = number(), place == field.count, first <= last else { return nil }
        return first..<last + 1
    }

    /// The specifiers behind `bytes=`; nil for other units.
    private static func rangeSet(of field: String) -> [Substring]? {
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
        return parts[1].split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
    }
}

/// One specifier: `0-499`, `500-` or `-500`.
private enum Asked {
    case from(Int64, through: Int64)
    case last(Int64)

    /// Nil where the text is no specifier.
    init?(_ text: Substring) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, true): return nil
        case (true, false): self = .last(Self.number(ends[1]))
        case (false, true): self = .from(Self.number(ends[0]), through: .max)
        case (false, false):
            guard Self.number(ends[0]) <= Self.number(ends[1]) else { return nil }
            self = .from(Self.number(ends[0]), through: Self.number(ends[1]))
        }
    }

    /// A row of digits; more than fit mean "more than any file has".
    private static func number(_ digits: Substring) -> Int64 { Int64(digits) ?? .max }

    func range(in size: Int64) -> Range<Int64> {
        switch self {
        case .from(let first, let last): first < size ? first..<(min(last, size - 1) + 1) : 0..<0
        case .last(let count): max(0, size - count)..<size
        }
    }
}

extension Substring {
    /// Without blanks at the ends (optional white space, RFC 9110 section 5.6.3).
    var trimmed: Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
