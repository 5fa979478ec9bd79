/// Reads CBOR that came from a stranger: bounded in depth and in the number of values, and never further than the bytes go.
struct CBORReader {
    /// An attestation is a map in a map; a certificate chain an array in them.
    static let deepest = 6
    /// Values in one text, on all levels.
    static let mostValues = 256

    private(set) var rest: ArraySlice<UInt8>
    private var values = 0

    init(_ bytes: some Sequence<UInt8>) {
        rest = Array(bytes)[...]
    }

    /// One value that is all there is; nil for anything else.
    static func whole(_ bytes: some Sequence<UInt8>) -> CBOR? {
        var reader = CBORReader(bytes)
        guard let value = try? reader.next(), reader.rest.isEmpty else { return nil }
        return value
    }

    /// - Throws: `PasskeyRefusal.malformed`.
    mutating func next() throws -> CBOR { try next(depth: 1) }

    private mutating func next(depth: Int) throws -> CBOR {
        values += 1
        guard depth <= Self.deepest, values <= Self.mostValues, let head = rest.popFirst() else { throw PasskeyRefusal.malformed }
        let (kind, short) = (head >> 5, head & 0x1F)
        if kind == 7 { return try simple(short) }
        let argument = try argument(short)
        switch kind {
        case 0: return .integer(try number(argument))
        case 1: return .integer(-1 - (try number(argument)))
        case 2: return .bytes(Array(try take(argument)))
        case 3:
            guard let text = String(validating: try take(argument), as: UTF8.self) else { throw PasskeyRefusal.malformed }
            return .text(text)
        case 4: return .array(try array(argument, depth))
        case 5: return .map(try map(argument, depth))
        default: throw PasskeyRefusal.malformed
        }
    }

    private func simple(_ short: UInt8) throws -> CBOR {
        switch short {
        case 20: .boolean(false)
        case 21: .boolean(true)
        case 22: .null
        default: throw PasskeyRefusal.malformed
        }
    }

    /// Section 3: the number itself, or the one, two, four or eight bytes that follow.
    private mutating func argument(_ short: UInt8) throws -> UInt64 {
        guard short >= 24 else { return UInt64(short) }
        guard short <= 27 else { throw PasskeyRefusal.malformed }
        return try take(1 << UInt64(short - 24)).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func number(_ argument: UInt64) throws -> Int64 {
        guard let number = Int64(exactly: argument) else { throw PasskeyRefusal.malformed }
        return number
    }

    private mutating func take(_ count: UInt64) throws -> ArraySlice<UInt8> {
        guard count <= UInt64(rest.count) else { throw PasskeyRefusal.malformed }
        defer { rest = rest.dropFirst(Int(count)) }
        return rest.prefix(Int(count))
    }

    private mutating func array(_ count: UInt64, _ depth: Int) throws -> [CBOR] {
        guard count <= UInt64(Self.mostValues) else { throw PasskeyRefusal.malformed }
        var values: [CBOR] = []
        for _ in 0..<count { values.append(try next(depth: depth + 1)) }
        return values
    }

    private mutating func map(_ count: UInt64, _ depth: Int) throws -> [CBOR: CBOR] {
        guard count <= UInt64(Self.mostValues) else { throw PasskeyRefusal.malformed }
        var entries: [CBOR: CBOR] = [:]
        for _ in 0..<count {
            let key = try next(depth: depth + 1)
            // No key twice (section 5.6).
            guard entries.updateValue(try next(depth: depth + 1), forKey: key) == nil else { throw PasskeyRefusal.malformed }
        }
        return entries
    }
}
