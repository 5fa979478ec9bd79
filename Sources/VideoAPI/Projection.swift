import KinoraDocuments

/// Which fields of documents are answered: `keys={"title":1}` those alone, `keys={"plot":0}` all but those. `_id` is among them unless it is
/// excluded. Paths reach into the objects of arrays.
struct Projection: Sendable {
    static let everything = Projection(paths: [], includes: false, hasID: true)
    static let mostPaths = 100

    private let paths: [[String]]
    private let includes: Bool
    private let hasID: Bool

    private init(paths: [[String]], includes: Bool, hasID: Bool) {
        self.paths = paths
        self.includes = includes
        self.hasID = hasID
    }

    /// - Parameter texts: JSON objects; several count as one.
    init(_ texts: [String]) throws {
        var (included, excluded): ([[String]], [[String]]) = ([], [])
        var hasID = true
        for text in texts {
            for (path, wanted) in try Self.fields(text) {
                if path == "_id", !wanted {
                    hasID = false
                    continue
                }
                let names = try FieldPath.names(path)
                if wanted { included.append(names) } else { excluded.append(names) }
            }
        }
        guard included.isEmpty || excluded.isEmpty else {
            throw APIProblem.bad("illegal keys parameter, it includes some fields and excludes others")
        }
        guard included.count + excluded.count <= Self.mostPaths else {
            throw APIProblem.bad("illegal keys parameter, it names more than \(Self.mostPaths) fields")
        }
        self.init(paths: included + excluded, includes: !included.isEmpty, hasID: hasID)
    }

    private static func fields(_ text: String) throws -> [(String, Bool)] {
        let value: Value
        do {
            value = try Value(json: text)
        } catch {
            throw APIProblem.bad("illegal keys parameter: \(error.sentence)")
        }
        guard case .object(let fields) = value, !fields.isEmpty else {
            throw APIProblem.bad("illegal keys parameter, it must be an object that is not empty")
        }
        return try fields.sorted { $0.key < $1.key }.map { name, value in
            switch value {
            case .bool(let wanted): (name, wanted)
            case .int(let number): (name, number != 0)
            case .double(let number): (name, number != 0)
            default: throw APIProblem.bad("illegal keys parameter, \(name) is neither 1 nor 0")
            }
        }
    }

    /// - Parameter document: as it is answered, with what the store set.
    func applied(to document: Value) -> Value {
        var kept = document
        if !paths.isEmpty { kept = includes ? Self.kept(document, paths.map { $0[...] }) : Self.without(document, paths.map { $0[...] }) }
        guard case .object(var fields) = kept, case .object(let whole) = document else { return kept }
        fields["_id"] = hasID ? whole["_id"] : nil
        return .object(fields)
    }

    private static func kept(_ value: Value, _ paths: [ArraySlice<String>]) -> Value {
        guard !paths.contains(where: \.isEmpty) else { return value }
        switch value {
        case .object(let fields):
            var kept: [String: Value] = [:]
            for (name, rest) in Dictionary(grouping: paths, by: { $0.first ?? "" }) {
                guard let field = fields[name] else { continue }
                let below = rest.map { $0.dropFirst() }
                if below.contains(where: \.isEmpty) || field.holdsFields { kept[name] = Self.kept(field, below) }
            }
            return .object(kept)
        case .array(let elements): return .array(elements.filter(\.holdsFields).map { Self.kept($0, paths) })
        default: return value
        }
    }

    private static func without(_ value: Value, _ paths: [ArraySlice<String>]) -> Value {
        switch value {
        case .object(var fields):
            for (name, rest) in Dictionary(grouping: paths, by: { $0.first ?? "" }) {
                guard let field = fields[name] else { continue }
                let below = rest.map { $0.dropFirst() }
                fields[name] = below.contains(where: \.isEmpty) ? nil : without(field, below)
            }
            return .object(fields)
        case .array(let elements): return .array(elements.map { without($0, paths) })
        default: return value
        }
    }
}

extension Value {
    fileprivate var holdsFields: Bool {
        switch self {
        case .object, .array: true
        default: false
        }
    }
}
