import KinoraDocuments
import KinoraKernel

/// Reads the operators of a PATCH. Whatever is not listed here is refused by its name.
enum PatchReader {
    /// A plain field, or nil for one that the store alone sets.
    static func plain(_ path: String, _ value: Value) throws -> Patch.Step? {
        let names = try names(path)
        if DocumentRules.reserved.contains(names[0]) { return nil }
        return try step(path, .set(checked(value)))
    }

    static func steps(_ name: String, _ value: Value) throws -> [Patch.Step] {
        guard case .object(let fields) = value else { throw APIProblem.bad("\(name.onOneLine(atMost: 40)) takes an object of fields.") }
        let known = [
            "$set", "$setOnInsert", "$unset", "$inc", "$push", "$addToSet", "$pull", "$currentDate", "$min", "$max", "$rename",
        ]
        guard known.contains(name) else { throw APIProblem.bad("The operator \(name.onOneLine(atMost: 40)) is not spoken here.") }
        return try fields.sorted { $0.key < $1.key }.compactMap { path, value in
            // The store keeps these moments anyway.
            if name == "$currentDate", DocumentRules.reserved.contains(path) { return nil }
            return try step(path, try operation(name, path, value))
        }
    }

    private static func operation(_ name: String, _ path: String, _ value: Value) throws -> Patch.Operation {
        switch name {
        case "$set": return .set(try checked(value))
        case "$setOnInsert": return .setOnInsert(try checked(value))
        case "$unset": return .unset
        case "$inc":
            switch value {
            case .int, .double: return .increment(value)
            default: throw APIProblem.bad("$inc adds numbers; \(path.onOneLine(atMost: 80)) is given something else.")
            }
        case "$push": return .push(try each(name, value))
        case "$addToSet": return .addToSet(try each(name, value))
        case "$pull": return .pull(try pulled(value))
        case "$currentDate":
            guard [.bool(true), .object(["$type": "date"])].contains(value) else {
                throw APIProblem.bad(#"$currentDate takes true or {"$type": "date"}."#)
            }
            return .currentDate
        case "$min": return .atMost(try checked(value))
        case "$max": return .atLeast(try checked(value))
        default:
            guard case .string(let target) = value else { throw APIProblem.bad("$rename takes the new name of a field.") }
            return .rename(to: try writable(target))
        }
    }

    /// One value, or several as `{"$each": […]}`.
    private static func each(_ name: String, _ value: Value) throws -> [Value] {
        guard case .object(let fields) = value, fields.keys.contains(where: { $0.hasPrefix("$") }) else { return [try checked(value)] }
        guard fields.count == 1, case .array(let values)? = fields["$each"] else {
            let unknown = fields.keys.filter { $0 != "$each" }.sorted().first ?? "$each"
            throw APIProblem.bad("\(name) takes $each with an array; \(unknown.onOneLine(atMost: 40)) is not spoken here.")
        }
        return try values.map(checked)
    }

    /// What goes out of an array: a value, or any of `{"$in": […]}`.
    private static func pulled(_ value: Value) throws -> [Value] {
        guard case .object(let fields) = value, fields.keys.contains(where: { $0.hasPrefix("$") }) else { return [try checked(value)] }
        guard fields.count == 1, case .array(let values)? = fields["$in"] else {
            let unknown = fields.keys.filter { $0 != "$in" }.sorted().first ?? "$in"
            throw APIProblem.bad("$pull takes values or $in with an array; \(unknown.onOneLine(atMost: 40)) is not spoken here.")
        }
        return try values.map(checked)
    }

    private static func step(_ path: String, _ operation: Patch.Operation) throws -> Patch.Step {
        Patch.Step(path: path, names: try writable(path), operation: operation)
    }

    private static func writable(_ path: String) throws -> [String] {
        let names = try names(path)
        guard !DocumentRules.reserved.contains(names[0]) else { throw APIProblem.bad("\(names[0]) is set by the store alone.") }
        return names
    }

    private static func names(_ path: String) throws -> [String] { try FieldPath.names(path) }

    private static func checked(_ value: Value) throws -> Value {
        try DocumentRules.check(value)
        return value
    }
}
