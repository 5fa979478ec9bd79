import KinoraDocuments
import KinoraKernel

/// The whole body of a document, as a POST or PUT brings it.
struct NewDocument: Sendable {
    /// Nil where the store is to make a name.
    let id: String?
    let body: Value

    /// A document of a POST, with the `_id` that stands in it, if any.
    init(_ body: Value, at now: Moment) throws {
        guard case .object(let fields) = body else { throw APIProblem.bad("A document is an object.") }
        switch fields["_id"] {
        case nil: id = nil
        case .string(let text)?:
            guard !text.hasPrefix("_") else { throw APIProblem.forbidden("Names of documents do not begin with _.") }
            try DocumentRules.check(id: text)
            id = text
        default: throw APIProblem.bad("An _id is a text here.")
        }
        self.body = try Self.accepted(body, at: now)
    }

    /// A document of a PUT. Dotted names become nested objects.
    init(_ body: Value, id: String, at now: Moment) throws {
        guard case .object(let fields) = body else { throw APIProblem.bad("A document is an object.") }
        if let named = fields["_id"], !named.equals(.string(id)) { throw APIProblem.bad("The _id in the body is not that of the address.") }
        try DocumentRules.check(id: id)
        self.id = id
        self.body = try Self.accepted(try body.nested(), at: now)
    }

    /// Of the operators `$currentDate` alone makes sense in a whole body.
    private static func accepted(_ body: Value, at now: Moment) throws -> Value {
        guard case .object(var fields) = body else { return body }
        let dates = fields.removeValue(forKey: "$currentDate")
        if let name = fields.keys.filter({ $0.hasPrefix("$") }).sorted().first {
            throw APIProblem.bad("The operator \(name.onOneLine(atMost: 40)) cannot stand in a whole document; use PATCH.")
        }
        var whole = Value.object(fields)
        if let dates { whole = try Patch(["$currentDate": dates]).applied(to: whole, isNew: true, at: now) }
        return try DocumentRules.accepted(whole)
    }
}
