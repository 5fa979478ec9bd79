#if MongoDB
    import KinoraDocuments
    import KinoraKernel

    /// The writing requests, each in its steps: read what stands, decide, announce, write.
    struct MongoWriting {
        private let collection: MongoCollection
        private let feed: MongoFeed
        private let session: MongoSession
        private let time: any TimeSource

        init(_ session: MongoSession, _ layout: StoredLayout, _ time: any TimeSource) {
            self.session = session
            self.time = time
            collection = MongoCollection(session: session, layout: layout)
            feed = MongoFeed(session: session)
        }

        /// - Returns: the first refusal, after everything else was written.
        func insert(_ documents: [Document]) throws -> StoreError? {
            try inParts(documents, collection.insert)
        }

        func restore(_ documents: [Document]) throws -> StoreError? {
            try inParts(documents, collection.put)
        }

        func replace(_ id: String, with body: Value, ifMatch etag: ETag?) throws -> Document {
            for race in 1...MongoBounds.mostRaces {
                guard let former = try collection.read(id) else { throw StoreError.missing(collection: collection.name, id: id) }
                try check(etag, former)
                let document = Document.made(id: id, body: body, at: time.now, replacing: former)
                if try tell(document, .written, { try collection.replace(former, with: document) }) { return document }
                session.pause(race)
            }
            throw tooManyRaces
        }

        func delete(_ id: String, ifMatch etag: ETag?) throws -> Bool {
            for race in 1...MongoBounds.mostRaces {
                guard let former = try collection.read(id) else { return false }
                try check(etag, former)
                if try tell(former, .deleted, { try collection.delete(former) }) { return true }
                session.pause(race)
            }
            throw tooManyRaces
        }

        /// Others may take the document that was found before it is written; then the next is looked for.
        func findAndModify(_ query: Query, _ changes: [Change]) throws -> Document? {
            var first = query
            first.limit = min(query.limit, 1)
            for race in 1...MongoBounds.mostRaces {
                guard let former = try collection.find(first).first else { return nil }
                let body = try DocumentRules.accepted(former.body.applying(changes))
                let document = Document.made(id: former.id, body: body, at: time.now, replacing: former)
                if try tell(document, .written, { try collection.replace(former, with: document) }) { return document }
                session.pause(race)
            }
            throw tooManyRaces
        }

        // MARK: Steps

        /// - Returns: whether it was written; when not, nothing is told either.
        private func tell(_ document: Document, _ kind: DocumentChange.Kind, _ write: () throws -> Bool) throws -> Bool {
            if kind == .written { _ = try collection.length(of: document) }
            let lost = StoreError.changed(collection: collection.name, id: document.id, now: document.etag)
            let refused = try feed.telling([document.id], kind, in: collection.name, at: time.now) { try write() ? [:] : [0: lost] }
            return refused.isEmpty
        }

        private func inParts(_ documents: [Document], _ write: ([Document]) throws -> [Int: StoreError]) throws -> StoreError? {
            var failure: StoreError?
            for part in try parts(documents) {
                let refused = try feed.telling(part.map(\.id), .written, in: collection.name, at: time.now) { try write(part) }
                failure = failure ?? refused.min { $0.key < $1.key }?.value
            }
            return failure
        }

        /// The documents in portions that one command carries; of a name that stands twice, each in a portion of its own.
        private func parts(_ documents: [Document]) throws -> [[Document]] {
            var parts: [[Document]] = []
            var (length, names): (Int, Set<String>) = (.max, [])
            for document in documents {
                let own = try collection.length(of: document)
                let fits = (parts.last?.count ?? .max) < MongoBounds.mostPerCommand && length < MongoBounds.longestCommand - own
                if !fits || names.contains(document.id) {
                    parts.append([])
                    (length, names) = (0, [])
                }
                parts[parts.count - 1].append(document)
                names.insert(document.id)
                length += own
            }
            return parts
        }

        private func check(_ etag: ETag?, _ standing: Document) throws {
            guard let etag, etag != standing.etag else { return }
            throw StoreError.changed(collection: collection.name, id: standing.id, now: standing.etag)
        }

        private var tooManyRaces: StoreError {
            .unavailable("a document in \(collection.name) is changed by others all the time. Try again.")
        }
    }
#endif
