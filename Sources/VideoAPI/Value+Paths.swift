import KinoraDocuments

extension Value {
    /// How far behind an array's end a place may be set; what lies between becomes null.
    static let mostPadding = 1000

    /// Changes what stands at a path, which may lead through places of arrays (`tags.1`).
    /// - Parameter makesWay: whether missing objects on the way are made.
    /// - Throws: `APIProblem` where the way leads through something that has no fields, or what `change` throws.
    mutating func change(_ names: ArraySlice<String>, makesWay: Bool, _ change: (Value?) throws -> Value?) throws {
        guard let name = names.first else { return }
        let rest = names.dropFirst()
        switch self {
        case .object(var fields):
            fields[name] = try Self.next(fields[name], rest, makesWay, change)
            self = .object(fields)
        case .array(var elements):
            guard let place = Int(name), place >= 0 else {
                if makesWay { throw APIProblem.bad("\(name) is no place in an array.") }
                return
            }
            let standing = place < elements.count ? elements[place] : nil
            guard standing != nil || makesWay else { return }
            guard place <= elements.count + Self.mostPadding else { throw APIProblem.bad("\(name) lies too far behind an array's end.") }
            let outcome = try Self.next(standing, rest, makesWay, change)
            while elements.count <= place { elements.append(.null) }
            elements[place] = outcome ?? .null
            self = .array(elements)
        default:
            if makesWay { throw APIProblem.bad("\(name) leads through something that is not an object.") }
        }
    }

    private static func next(
        _ value: Value?, _ rest: ArraySlice<String>, _ makesWay: Bool, _ change: (Value?) throws -> Value?
    ) throws -> Value? {
        guard !rest.isEmpty else { return try change(value) }
        guard var inner = value ?? (makesWay ? .object([:]) : nil) else { return nil }
        try inner.change(rest, makesWay: makesWay, change)
        return inner
    }

    /// Moves a field to another name; nothing where it is missing.
    mutating func rename(_ names: ArraySlice<String>, to target: ArraySlice<String>) throws {
        var moved: Value?
        try change(names, makesWay: false) { value in
            moved = value
            return nil
        }
        guard let moved else { return }
        try change(target, makesWay: true) { _ in moved }
    }

    /// An object whose dotted names at the top have become nested objects.
    /// - Throws: `APIProblem` where two names mean the same field.
    func nested() throws -> Value {
        guard case .object(let fields) = self, fields.keys.contains(where: { $0.contains(".") }) else { return self }
        var nested = Value.object(fields.filter { !$0.key.contains(".") })
        for (path, value) in fields.sorted(by: { $0.key < $1.key }) where path.contains(".") {
            try nested.change(try FieldPath.names(path)[...], makesWay: true) { standing in
                guard standing == nil else { throw APIProblem.bad("\(path) stands twice.") }
                return value
            }
        }
        return nested
    }
}
