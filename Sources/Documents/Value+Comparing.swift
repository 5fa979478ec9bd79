import KinoraKernel

extension Value {
    /// The kinds in the order in which they sort. Arrays and objects have no order; they sort as null does.
    enum Kind: Int, Comparable {
        case null, number, string, bool, date, array, object

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    var kind: Kind {
        switch self {
        case .null: .null
        case .int, .double: .number
        case .string: .string
        case .bool: .bool
        case .date: .date
        case .array: .array
        case .object: .object
        }
    }

    /// For sentences: `a number`.
    var kindInWords: String {
        switch kind {
        case .null: "null"
        case .number: "a number"
        case .string: "a text"
        case .bool: "true or false"
        case .date: "a date"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// Equality as filters mean it: numbers by their value, texts by their bytes (`==` on `String` takes differently composed accents
    /// for equal, which no database does), arrays and objects by what they hold.
    package func equals(_ other: Value) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.string(let left), .string(let right)): left.sameBytes(as: right)
        case (.date(let left), .date(let right)): left == right
        case (.array(let left), .array(let right)): left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { name, value in
                    guard let index = right.index(forKey: name), right[index].key.sameBytes(as: name) else { return false }
                    return value.equals(right[index].value)
                }
        default: kind == .number && other.kind == .number && comparison(to: other) == .same
        }
    }

    package enum Comparison { case less, same, greater }

    /// How two values of one kind stand to each other; nil where the kinds differ or have no order.
    func comparison(to other: Value) -> Comparison? {
        switch (self, other) {
        case (.null, .null): .same
        case (.int(let left), .int(let right)): Self.order(left, right)
        case (.double(let left), .double(let right)): Self.order(left, right)
        case (.int(let left), .double(let right)): Self.order(left, right)
        case (.double(let left), .int(let right)): Self.order(right, left).reversed
        case (.string(let left), .string(let right)): left.bytesOrder(to: right)
        case (.bool(let left), .bool(let right)): Self.order(left ? 1 : 0, right ? 1 : 0)
        case (.date(let left), .date(let right)): Self.order(left, right)
        default: nil
        }
    }

    /// The order in which documents are sorted by this value.
    package static func sortOrder(_ left: Value, _ right: Value) -> Comparison {
        let (leftKind, rightKind) = (left.sortKind, right.sortKind)
        if leftKind != rightKind { return leftKind < rightKind ? .less : .greater }
        return left.comparison(to: right) ?? .same
    }

    private var sortKind: Kind { kind > .date ? .null : kind }

    private static func order<T: Comparable>(_ left: T, _ right: T) -> Comparison {
        left < right ? .less : (left > right ? .greater : .same)
    }

    /// Exact, also beyond 2^53, where a `Double` no longer holds every whole number.
    private static func order(_ whole: Int64, _ number: Double) -> Comparison {
        if number >= 0x1p63 { return .less }
        if number < -0x1p63 { return .greater }
        let cut = number.rounded(.towardZero)
        let first = order(whole, Int64(cut))
        return first == .same ? order(cut, number) : first
    }
}

extension Value.Comparison {
    var reversed: Self {
        switch self {
        case .less: .greater
        case .same: .same
        case .greater: .less
        }
    }
}

extension String {
    func sameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// The order of the UTF-8 bytes, which is that of the Unicode scalars and the one that databases use.
    func bytesOrder(to other: String) -> Value.Comparison {
        var (left, right) = (utf8.makeIterator(), other.utf8.makeIterator())
        while true {
            switch (left.next(), right.next()) {
            case (nil, nil): return .same
            case (nil, _): return .less
            case (_, nil): return .greater
            case (let a?, let b?):
                if a != b { return a < b ? .less : .greater }
            }
        }
    }

    func precedesByBytes(_ other: String) -> Bool { bytesOrder(to: other) == .less }
}
