import HTTPTypes

extension Operation {
    static let table: [Operation] = [
        Operation(.get, .root, for: .anyToken) { $0.names },
        Operation(.get, .changes, for: .server) { $0.changes },

        Operation(.get, .collection, for: .reading) { $0.list },
        Operation(.post, .collection, for: .writing) { $0.post },
        Operation(.put, .collection, for: .server) { $0.prepare },
        Operation(.delete, .collection, for: .server) { $0.empty },

        Operation(.get, .size, for: .reading) { $0.size },
        Operation(.get, .meta, for: .reading) { $0.meta },
        Operation(.get, .indexes, for: .reading) { $0.indexes },
        Operation(.put, .index, for: .server) { $0.putIndex },
        Operation(.delete, .index, for: .server) { $0.deleteIndex },

        Operation(.patch, .bulk, for: .server) { $0.patchAll },
        Operation(.delete, .bulk, for: .server) { $0.deleteAll },
        Operation(.post, .restore, for: .server) { $0.restore },
        Operation(.post, .search, for: .server) { $0.find },

        Operation(.get, .document, for: .reading) { $0.read },
        Operation(.put, .document, for: .writing) { $0.put },
        Operation(.patch, .document, for: .writing) { $0.patch },
        Operation(.delete, .document, for: .writing) { $0.delete },
    ]
}
