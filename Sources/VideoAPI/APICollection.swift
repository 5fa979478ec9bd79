import KinoraDocuments

/// A collection that programs may reach, and what they need for it. Beside these scopes `Scope.documents` opens every collection.
package struct APICollection: Sendable {
    package let schema: CollectionSchema
    let readers: Set<Scope>
    let writers: Set<Scope>
    /// Refuses a body that the house could not read as a record. What servers keep here is theirs to know.
    let check: @Sendable (Value) throws -> Void

    /// Read by programs that know the catalogue, changed by those that may.
    package static func catalogue<R: Record>(_ type: R.Type) -> APICollection {
        APICollection(
            schema: R.schema, readers: [.readCatalogue, .writeCatalogue], writers: [.writeCatalogue], check: Records<R>.check)
    }

    /// Read with a scope of its own; nobody writes history through the API.
    package static func usage(_ schema: CollectionSchema) -> APICollection {
        APICollection(schema: schema, readers: [.readUsage], writers: [], check: { _ in })
    }

    /// For another Kinora server alone.
    package static func inner(_ schema: CollectionSchema) -> APICollection {
        APICollection(schema: schema, readers: [], writers: [], check: { _ in })
    }
}
