import KinoraDocuments

/// A collection that programs may reach, and what they need for it. Beside these scopes `Scope.documents` opens every collection.
package struct APICollection: Sendable {
    package let schema: CollectionSchema
    let readers: Set<Scope>
    let writers: Set<Scope>

    /// Read by programs that know the catalogue, changed by those that may.
    package static func catalogue(_ schema: CollectionSchema) -> APICollection {
        APICollection(schema: schema, readers: [.readCatalogue, .writeCatalogue], writers: [.writeCatalogue])
    }

    /// Read with a scope of its own; nobody writes history through the API.
    package static func usage(_ schema: CollectionSchema) -> APICollection {
        APICollection(schema: schema, readers: [.readUsage], writers: [])
    }

    /// For another Kinora server alone.
    package static func inner(_ schema: CollectionSchema) -> APICollection {
        APICollection(schema: schema, readers: [], writers: [])
    }
}
