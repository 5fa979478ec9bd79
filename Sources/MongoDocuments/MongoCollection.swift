#if MongoDB
    import KinoraDocuments
    import KinoraKernel

    /// One collection, read and written within one request. What changes here is not told to the feed; see `MongoFeed.telling`.
    struct MongoCollection {
        let session: MongoSession
        let layout: StoredLayout

        var name: String { layout.schema.name }

        // MARK: Reading

        func read(_ id: String) throws -> Document? {
            try session.find(["_id": .string(id)], in: name, limit: 1).first.map(document)
        }

        func find(_ query: Query) throws -> [Document] {
            guard query.limit > 0 else { return [] }
            let order = layout.order(query.sort)
            let filter = layout.query(query.filter)
            let sort = order.parts.map { ($0.path, $0.ascending ? Int64(1) : -1) }
            let found =
                order.computed.isEmpty
                ? try session.find(filter, in: name, sort: sort, skip: query.skip, limit: query.limit)
                : try session.aggregate(Self.stages(filter, order, sort, query), in: name)
            return try found.map(document)
        }

        func count(_ filter: Filter) throws -> Int {
            let stages = [Self.stage("$match", layout.query(filter)), Self.stage("$count", "n")]
            guard let first = try session.aggregate(stages, in: name).first else { return 0 }
            guard case .success(let fields) = first, case .int(let count)? = fields["n"] else {
                throw StoreError.unavailable("MongoDB answers a count with something else.")
            }
            return Int(count)
        }

        private static func stages(_ filter: Value, _ order: StoredOrder, _ sort: [(String, Int64)], _ query: Query) -> [BSONDocument] {
            var sorting = BSONDocument()
            sorting.append("$sort", MongoSession.sort(sort))
            return [stage("$match", filter), stage("$addFields", .object(order.computed)), sorting]
                + (query.skip > 0 ? [stage("$skip", .int(Int64(query.skip)))] : []) + [stage("$limit", .int(Int64(query.limit)))]
        }

        private static func stage(_ name: String, _ value: Value) -> BSONDocument {
            var stage = BSONDocument()
            stage.append(name, value)
            return stage
        }

        // MARK: Writing

        /// Adds documents, each for itself.
        /// - Returns: the places of those that were refused, and why.
        func insert(_ documents: [Document]) throws -> [Int: StoreError] {
            var command = BSONDocument()
            command.append("insert", .string(name))
            command.append("documents", array: documents.map(stored))
            command.append("ordered", false)
            return try refused(try session.write(command, isFinal: true), documents)
        }

        /// Writes documents over whatever stands under their names, each for itself.
        func put(_ documents: [Document]) throws -> [Int: StoreError] {
            let updates = documents.map { document in
                var update = BSONDocument()
                update.append("q", ["_id": .string(document.id)])
                update.append("u", stored(document))
                update.append("upsert", true)
                return update
            }
            return try refused(try session.write(update(updates), isFinal: true), documents)
        }

        /// Puts a document in the place of an earlier version of it.
        /// - Returns: false when another version stands by now.
        /// - Throws: `StoreError.notUnique`.
        func replace(_ former: Document, with document: Document) throws -> Bool {
            var change = BSONDocument()
            change.append("q", version(former))
            change.append("u", stored(document))
            let answer = try session.write(update([change]), isFinal: true)
            if let error = try refused(answer, [document])[0] { throw error }
            if answer.fields["n"] == 1 { return true }
            guard answer.isRepeated else { return false }
            // The first doing may have found the former version, and its answer was lost.
            let standing = try read(document.id)?.etag
            if standing == document.etag { return true }
            throw StoreError.unavailable(
                "the connection was lost while \(document.id) in \(name) was written, and others have written since. Read it again.")
        }

        /// - Returns: false when another version stands by now, or none.
        func delete(_ former: Document) throws -> Bool {
            var deletion = BSONDocument()
            deletion.append("q", version(former))
            deletion.append("limit", 1)
            var command = BSONDocument()
            command.append("delete", .string(name))
            command.append("deletes", array: [deletion])
            let answer = try session.write(command, isFinal: true)
            if let error = try refused(answer, [former])[0] { throw error }
            if answer.fields["n"] == 1 { return true }
            return try answer.isRepeated && read(former.id) == nil
        }

        /// Writes anew what the store keeps of its own in a document, and nothing else.
        /// - Returns: false when another version stands by now.
        func refresh(_ document: Document) throws -> Bool {
            let own = layout.ownFields(of: document)
            let gone = StoredLayout.ownNames.subtracting(own.keys)
            var change: [String: Value] = [:]
            if !own.isEmpty { change["$set"] = .object(own) }
            if !gone.isEmpty { change["$unset"] = .object(Dictionary(uniqueKeysWithValues: gone.map { ($0, "") })) }
            var refreshing = BSONDocument()
            refreshing.append("q", version(document))
            refreshing.append("u", .object(change))
            let answer = try session.write(update([refreshing]), isFinal: true)
            if let error = try refused(answer, [document])[0] { throw error }
            return answer.fields["n"] == 1
        }

        private func update(_ updates: [BSONDocument]) -> BSONDocument {
            var command = BSONDocument()
            command.append("update", .string(name))
            command.append("updates", array: updates)
            command.append("ordered", false)
            return command
        }

        private func version(_ document: Document) -> BSONDocument {
            var filter = BSONDocument()
            filter.append("_id", .string(document.id))
            filter.append("_etag", objectID: document.etag.rawValue)
            return filter
        }

        // MARK: Documents as they lie there

        /// The name first, as MongoDB does, then the tag, then everything else in the order of the names' bytes.
        private func stored(_ document: Document) -> BSONDocument {
            var fields = layout.fields(of: document)
            fields["_id"] = nil
            var stored = version(document)
            stored.append(contentsOf: fields)
            return stored
        }

        /// How many bytes a document takes there.
        /// - Throws: `StoreError.invalid` when MongoDB would not keep it.
        func length(of document: Document) throws -> Int {
            let length = stored(document).bytes.count
            guard length <= MongoBounds.longestDocument else {
                throw StoreError.invalid(
                    "The document \(document.id) is too long for MongoDB: with the words by which it is found it has more than"
                        + " \(MongoBounds.longestDocument >> 20) MiB.")
            }
            return length
        }

        private func document(_ read: Result<[String: Value], BSONProblem>) throws -> Document {
            let fields: [String: Value]
            switch read {
            case .success(let found): fields = found
            case .failure(let problem):
                throw StoreError.unreadable(collection: name, id: "", field: "", reason: problem.sentence)
            }
            guard case .string(let id)? = fields["_id"] else { throw foreign("", "_id") }
            guard case .string(let etag)? = fields["_etag"] else { throw foreign(id, "_etag") }
            guard case .date(let createdAt)? = fields["createdAt"] else { throw foreign(id, "createdAt") }
            guard case .date(let updatedAt)? = fields["updatedAt"] else { throw foreign(id, "updatedAt") }
            return Document(
                id: id, etag: ETag(rawValue: etag), createdAt: createdAt, updatedAt: updatedAt, body: StoredLayout.body(of: fields))
        }

        private func foreign(_ id: String, _ field: String) -> StoreError {
            .unreadable(collection: name, id: id, field: field, reason: "it is missing or of another kind, so another program wrote this")
        }

        // MARK: What was refused

        private func refused(_ answer: MongoSession.Answer, _ documents: [Document]) throws -> [Int: StoreError] {
            var refused: [Int: StoreError] = [:]
            for error in MongoWriteError.all(in: answer.fields) {
                guard documents.indices.contains(error.index), error.isDuplicate else { throw error.failure(session.client.place) }
                let document = documents[error.index]
                // When the first answer was lost, the document that stands in the way may be this one.
                if answer.isRepeated, try read(document.id)?.etag == document.etag { continue }
                refused[error.index] = meaning(of: error, for: document)
            }
            return refused
        }

        private func meaning(of error: MongoWriteError, for document: Document) -> StoreError {
            if let paths = layout.uniquePaths(in: error) { return .notUnique(collection: name, paths: paths) }
            return .exists(collection: name, id: document.id)
        }
    }
#endif
