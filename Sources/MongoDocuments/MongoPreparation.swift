#if MongoDB
    import KinoraDocuments
    import KinoraKernel

    /// Makes one collection what its schema says: the store's own fields in documents that stand, and the indexes.
    ///
    /// Safe to repeat and to break off: what stands is written anew before an index needs it, and only at the end it is noted that all of it is.
    struct MongoPreparation {
        private static let perPage = 500

        let collection: MongoCollection
        private var session: MongoSession { collection.session }
        private var layout: StoredLayout { collection.layout }

        init(collection: MongoCollection) { self.collection = collection }

        /// - Throws: `StoreError.notUnique`.
        func run() throws {
            let isCurrent = try noted() == layout.fingerprint
            if !isCurrent { try refreshAll() }
            try makeIndexes()
            guard !isCurrent else { return }
            try dropOthers()
            try note()
        }

        // MARK: Documents

        private func refreshAll() throws {
            var last: String?
            while true {
                let behind = last.map { Filter.greaterThan("_id", .string($0)) } ?? .all
                let page = try collection.find(Query(behind, sort: [.ascending("_id")], limit: Self.perPage))
                for document in page { try refresh(document) }
                guard page.count == Self.perPage else { return }
                last = page.last?.id
            }
        }

        private func refresh(_ document: Document) throws {
            var standing: Document? = document
            for _ in 1...MongoBounds.mostRaces {
                guard let document = standing else { return }
                if try collection.refresh(document) { return }
                standing = try collection.read(document.id)
            }
        }

        // MARK: Indexes

        private func makeIndexes() throws {
            let indexes = layout.indexes.map { index in
                var key = BSONDocument()
                for part in index.parts { key.append(part.path, .int(part.ascending ? 1 : -1)) }
                var description = BSONDocument()
                description.append("key", key)
                description.append("name", .string(index.name))
                if index.unique {
                    description.append("unique", true)
                    description.append("sparse", true)
                }
                return description
            }
            guard !indexes.isEmpty else { return }
            var command = BSONDocument()
            command.append("createIndexes", .string(collection.name))
            command.append("indexes", array: indexes)
            do {
                _ = try session.write(command)
            } catch let failure as MongoFailure where failure.code == 11000 {
                let paths = layout.uniquePaths(in: MongoWriteError(.object(failure.answer))) ?? []
                throw StoreError.notUnique(collection: collection.name, paths: paths)
            }
        }

        private func dropOthers() throws {
            let wanted = Set(layout.indexes.map(\.name))
            for name in try names() where name.hasPrefix(StoredIndex.prefix) && !wanted.contains(name) {
                var command = BSONDocument()
                command.append("dropIndexes", .string(collection.name))
                command.append("index", .string(name))
                _ = try session.write(command)
            }
        }

        private func names() throws -> [String] {
            var command = BSONDocument()
            command.append("listIndexes", .string(collection.name))
            let answer: [String: Value]
            do {
                answer = try session.read(command)
            } catch let failure as MongoFailure where failure.code == 26 {
                // NamespaceNotFound: no document and no index was ever written.
                return []
            }
            // A collection has at most 64 indexes, which the first batch holds.
            guard case .array(let indexes)? = answer["cursor"]?["firstBatch"] else { return [] }
            return indexes.compactMap { if case .string(let name)? = $0["name"] { name } else { nil } }
        }

        // MARK: What is noted

        private func noted() throws -> String? {
            guard case .success(let fields)? = try session.find(id, in: MongoStore.collections, limit: 1).first,
                case .string(let layout)? = fields["layout"]
            else { return nil }
            return layout
        }

        private func note() throws {
            var update = BSONDocument()
            update.append("q", id)
            update.append("u", ["$set": ["layout": .string(layout.fingerprint)]])
            update.append("upsert", true)
            var command = BSONDocument()
            command.append("update", .string(MongoStore.collections))
            command.append("updates", array: [update])
            _ = try session.write(command, isFinal: true)
        }

        private var id: Value { ["_id": .string(collection.name)] }
    }
#endif
