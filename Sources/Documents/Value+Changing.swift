extension Value {
    /// The body after changes, which are done together: no two of them may touch the same field, or a field and what lies in it.
    /// - Throws: `StoreError.invalid` for such changes, fields that the store alone sets, a way that leads through something else than an
    ///   object, and for adding to what is no number or would grow beyond `Int64`.
    package func applying(_ changes: [Change]) throws -> Value {
        let paths = try changes.map { try FieldPath.names($0.path) }
        try Self.checkApart(paths)
        var body = self
        for (change, names) in zip(changes, paths) {
            guard !DocumentRules.reserved.contains(names[0]) else {
                throw StoreError.invalid("\(names[0]) is set by the store alone.")
            }
            try body.apply(change, names[...])
        }
        return body
    }

    private static func checkApart(_ paths: [[String]]) throws {
        for (index, path) in paths.enumerated() {
            for other in paths[..<index] where path.starts(with: other) || other.starts(with: path) {
                throw StoreError.invalid("Two changes touch \(path.joined(separator: ".")).")
            }
        }
    }

    private mutating func apply(_ change: Change, _ names: ArraySlice<String>) throws {
        guard case .object(var fields) = self, let name = names.first else {
            if case .unset = change { return }
            throw StoreError.invalid("\(change.path) leads through something that is not an object.")
        }
        if names.count == 1 {
            fields[name] = try change.outcome(on: fields[name])
        } else if var next = fields[name] ?? change.startOfWay {
            try next.apply(change, names.dropFirst())
            fields[name] = next
        }
        self = .object(fields)
    }
}

extension Change {
    var path: String {
        switch self {
        case .set(let path, _), .unset(let path), .increment(let path, _): path
        }
    }

    /// What stands in the place of a missing object on the way.
    fileprivate var startOfWay: Value? {
        if case .unset = self { return nil }
        return .object([:])
    }

    fileprivate func outcome(on value: Value?) throws -> Value? {
        switch self {
        case .set(_, let new): return new
        case .unset: return nil
        case .increment(let path, let amount):
            switch value {
            case nil: return .int(amount)
            case .int(let number):
                let (sum, overflow) = number.addingReportingOverflow(amount)
                guard !overflow else { throw StoreError.invalid("\(path) would become larger than any number that is kept.") }
                return .int(sum)
            case .double(let number): return .double(number + Double(amount))
            case let other?: throw StoreError.invalid("\(path) is \(other.kindInWords) and cannot be added to.")
            }
        }
    }
}
