import KinoraKernel

/// Reads one JSON text in a single pass; see `Value.init(json:)`.
struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let deepest: Int
    private var position = 0

    /// - Parameter deepest: how deeply arrays and objects may lie in each other.
    init(bytes: UnsafeBufferPointer<UInt8>, deepest: Int = DocumentRules.deepest) {
        self.bytes = bytes
        self.deepest = deepest
    }

    mutating func wholeText() throws(JSONProblem) -> Value {
        let value = try value(depth: 1)
        skipSpace()
        guard position == bytes.count else { throw problem("something follows the value") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> Value {
        skipSpace()
        guard let byte = peek else { throw problem("the text ends where a value is expected") }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw problem("a value is expected")
        }
    }

    // MARK: Arrays and objects

    private mutating func array(depth: Int) throws(JSONProblem) -> Value {
        try enter(depth)
        var elements: [Value] = []
        if skip(UInt8(ascii: "]")) { return .array([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            if skip(UInt8(ascii: "]")) { return .array(elements) }
            guard skip(UInt8(ascii: ",")) else { throw problem("“,” or “]” is expected") }
        }
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> Value {
        try enter(depth)
        var fields: [String: Value] = [:]
        if skip(UInt8(ascii: "}")) { return .object([:]) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw problem("the name of a field is expected") }
            let start = position
            let name = try text()
            guard skip(UInt8(ascii: ":")) else { throw problem("“:” is expected") }
            guard fields.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw JSONProblem(position: start, reason: "a field stands twice in one object")
            }
            if skip(UInt8(ascii: "}")) { return Self.dateOrObject(fields) }
            guard skip(UInt8(ascii: ",")) else { throw problem("“,” or “}” is expected") }
        }
    }

    private static func dateOrObject(_ fields: [String: Value]) -> Value {
        if fields.count == 1, case .int(let milliseconds) = fields["$date"] { return .date(Moment(milliseconds: milliseconds)) }
        return .object(fields)
    }

    private mutating func enter(_ depth: Int) throws(JSONProblem) {
        guard depth <= deepest else { throw problem("more than \(deepest) levels begin") }
        position += 1
    }

    // MARK: Texts

    private mutating func text() throws(JSONProblem) -> String {
        position += 1
        let start = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try string(bytes[start..<position], at: start)
            case UInt8(ascii: "\\"): return try textWithEscapes(from: start)
            case 0..<0x20: throw problem("a control character stands in a text")
            default: position += 1
            }
        }
        throw problem("a text has no end")
    }

    private mutating func textWithEscapes(from start: Int) throws(JSONProblem) -> String {
        var collected = Array(bytes[start..<position])
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try string(collected, at: start)
            case UInt8(ascii: "\\"): collected.append(contentsOf: try escape())
            case 0..<0x20: throw problem("a control character stands in a text")
            default: collected.append(byte)
            }
        }
        throw problem("a text has no end")
    }

    private func string(_ bytes: some Sequence<UInt8> & Collection<UInt8>, at start: Int) throws(JSONProblem) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSONProblem(position: start, reason: "a text with bytes that are no UTF-8 begins")
        }
        return text
    }

    private mutating func escape() throws(JSONProblem) -> [UInt8] {
        guard let byte = peek else { throw problem("a text has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"): return Array(String(Character(try escapedScalar())).utf8)
        default: throw problem("an unknown escape stands in a text")
        }
    }

    private mutating func escapedScalar() throws(JSONProblem) -> Unicode.Scalar {
        let first = try fourDigits()
        guard first != 0 else { throw problem("a NUL character stands in a text") }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, skipExactly("\\u") else { throw problem("half of a surrogate pair stands in a text") }
        let second = try fourDigits()
        guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + second - 0xDC00) else {
            throw problem("half of a surrogate pair stands in a text")
        }
        return scalar
    }

    private mutating func fourDigits() throws(JSONProblem) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Self.hexadecimal(byte) else { throw problem("four hexadecimal digits are expected") }
            number = number << 4 | digit
            position += 1
        }
        return number
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    // MARK: Numbers and words

    private mutating func number() throws(JSONProblem) -> Value {
        let start = position
        var isWhole = true
        _ = skipHere(UInt8(ascii: "-"))
        if !skipHere(UInt8(ascii: "0")) { try digits() }
        if skipHere(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if skipHere(UInt8(ascii: "e")) || skipHere(UInt8(ascii: "E")) {
            isWhole = false
            if !skipHere(UInt8(ascii: "+")) { _ = skipHere(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let whole = Int64(text) { return .int(whole) }
        guard !isWhole, let number = Double(text), number.isFinite else {
            throw JSONProblem(position: start, reason: "a number that is too large begins")
        }
        return .double(number)
    }

    private mutating func digits() throws(JSONProblem) {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw problem("a digit is expected") }
    }

    private mutating func word(_ word: StaticString, _ value: Value) throws(JSONProblem) -> Value {
        guard skipExactly(word) else { throw problem("a value is expected") }
        return value
    }

    // MARK: Bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        return skipHere(byte)
    }

    private mutating func skipHere(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipExactly(_ word: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private func problem(_ reason: String) -> JSONProblem { JSONProblem(position: position, reason: reason) }
}
