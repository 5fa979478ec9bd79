import HTTPTypes

extension Operation {
    /// Everything that can be asked of the API.
    static let table: [Operation] = about + collections + indexes + many + documents

    private static let writing: [ParameterName] = [.writeMode, .ifMatch, .ifNoneMatch, .checkEtag, .prefer, .jsonMode]

    private static let about = [
        Operation(.get, .description, for: .nothing, "This description.", answers: [200: .description]) { $0.describe },
        Operation(
            .get, .root, for: .anyToken, "The names of the collections that the token opens.", [.page, .pagesize], answers: [200: .names]
        ) { $0.names },
        Operation(
            .get, .changes, for: .server, "The change feed behind a position, oldest first.", [.since, .limit], answers: [200: .changes]
        ) { $0.changes },
    ]

    private static let collections = [
        Operation(
            .get, .collection, for: .reading, "Documents, page by page.",
            [.page, .pagesize, .filter, .keys, .sort, .count, .rep, .np, .jsonMode, .ifNoneMatch], answers: [200: .list, 304: nil]
        ) { $0.list },
        Operation(
            .post, .collection, for: .writing, "Adds a document, or each document of an array, which is answered with how it went.",
            writing, body: .newDocuments,
            answers: [200: nil, 201: nil, 207: .bulk], refusals: [409, 412]
        ) { $0.post },
        Operation(
            .put, .collection, for: .server, "Makes a collection, and its indexes.", [.ifMatch, .checkEtag], body: .collection,
            answers: [200: nil, 201: nil], refusals: [409, 412]
        ) { $0.prepare },
        Operation(
            .delete, .collection, for: .server, "Deletes all documents of a collection.", [.ifMatch], answers: [204: nil],
            refusals: [409, 412]
        ) { $0.empty },
        Operation(
            .get, .size, for: .reading, "How many documents a filter finds.", [.filter, .count], answers: [200: .size]
        ) { $0.size },
        Operation(
            .get, .meta, for: .reading, "The properties of a collection.", [.ifNoneMatch], answers: [200: .properties, 304: nil]
        ) { $0.meta },
    ]

    private static let indexes = [
        Operation(.get, .indexes, for: .reading, "The indexes of a collection.", answers: [200: .indexes]) { $0.indexes },
        Operation(
            .put, .index, for: .server, "Makes an index. It is called by its fields, as year_1.", body: .index,
            answers: [200: nil, 201: nil], refusals: [409]
        ) { $0.putIndex },
        Operation(.delete, .index, for: .server, "Takes an index away.", answers: [204: nil], refusals: [409]) { $0.deleteIndex },
    ]

    private static let many = [
        Operation(
            .patch, .bulk, for: .server, "Changes all documents that a filter finds.", [.mandatoryFilter, .prefer, .jsonMode], body: .patch,
            answers: [200: .bulk, 207: .bulk], refusals: [409]
        ) { $0.patchAll },
        Operation(
            .delete, .bulk, for: .server, "Deletes all documents that a filter finds.", [.mandatoryFilter], answers: [200: .bulk]
        ) { $0.deleteAll },
        Operation(
            .post, .restore, for: .server, "Writes documents exactly as they are given, tags and moments included.", body: .copies,
            answers: [200: .restored], refusals: [409]
        ) { $0.restore },
        Operation(
            .post, .search, for: .server, "Asks for documents with a filter that is too long for an address.", [.jsonMode], body: .question,
            answers: [200: .found]
        ) { $0.find },
    ]

    private static let documents = [
        Operation(
            .get, .document, for: .reading, "One document.", [.idType, .keys, .jsonMode, .ifMatch, .ifNoneMatch],
            answers: [200: .document, 304: nil], refusals: [412]
        ) { $0.read },
        Operation(
            .put, .document, for: .writing, "Puts another body in the place of a document's.", [.idType, .filter] + writing,
            body: .wholeDocument, answers: [200: nil, 201: nil], refusals: [409, 412]
        ) { $0.put },
        Operation(
            .patch, .document, for: .writing, "Changes fields of a document.", [.idType, .filter] + writing, body: .patch,
            answers: [200: nil, 201: nil], refusals: [409, 412]
        ) { $0.patch },
        Operation(
            .delete, .document, for: .writing, "Deletes a document.", [.idType, .filter, .ifMatch, .ifNoneMatch, .checkEtag],
            answers: [204: nil], refusals: [409, 412]
        ) { $0.delete },
    ]
}
