#if MongoDB
    import KinoraDocuments
    import KinoraKernel
    import Logging

    /// The change feed in two collections, so that no change is lost whoever dies when.
    ///
    /// A write goes in five steps:
    /// 1. One document, `kinora.feed`, hands out positions and in the same step remembers that they are *open*.
    /// 2. The entries are written to `kinora.changes`, under their positions.
    /// 3. The documents themselves are written, and confirmed by most servers. What came before in the log of the servers is confirmed with
    ///    them.
    /// 4. Entries of documents that were refused are taken back.
    /// 5. The positions are no longer open.
    ///
    /// A reader never goes beyond the first open position, and so never passes an entry whose document is still being written. Positions that
    /// a dead writer left open count as closed after `MongoBounds.grace`, by the server's clock; then every write that was begun for them has
    /// ended one way or the other. Its entry tells of a document that perhaps never changed, which does no harm.
    struct MongoFeed {
        static let counter = "kinora.feed"
        static let entries = "kinora.changes"
        private static let name: Value = "feed"
        /// The server's clock, in milliseconds since 1970.
        private static let now: Value = ["$toLong": "$$NOW"]

        let session: MongoSession

        /// Positions that were handed out together.
        struct Place {
            fileprivate let token: String
            let first: Int64
        }

        /// Makes both collections.
        func prepare() throws {
            var document = BSONDocument()
            document.append("_id", Self.name)
            document.append("seq", 0)
            document.append("open", .array([]))
            var insert = BSONDocument()
            insert.append("insert", .string(Self.counter))
            insert.append("documents", array: [document])
            // That it is there already is the usual case.
            _ = try write(insert, isFinal: true)
            var indexes = BSONDocument()
            indexes.append("createIndexes", .string(Self.entries))
            indexes.append("indexes", .array([["key": ["at": 1], "name": "kinora_at"]]))
            _ = try write(indexes)
        }

        // MARK: Writing

        /// Writes documents and tells of them.
        /// - Parameters:
        ///   - write: writes them and returns the places in `ids` of those that were refused, with the reason. What it throws must mean that
        ///     nothing was written, except for a `MongoFailure`, after which nobody knows.
        func telling(
            _ ids: [String], _ kind: DocumentChange.Kind, in collection: String, at now: Moment, _ write: () throws -> [Int: StoreError]
        ) throws -> [Int: StoreError] {
            let place = try open(ids.count)
            let refused: [Int: StoreError]
            do {
                try note(ids, kind, in: collection, at: now, place)
                try session.checkStillWanted()
                refused = try write()
            } catch let failure as MongoFailure {
                throw failure
            } catch {
                settle(place, takingBack: ids.indices.map { place.first + Int64($0) })
                throw error
            }
            settle(place, takingBack: refused.keys.map { place.first + Int64($0) })
            return refused
        }

        /// Hands out positions. Safe to repeat: a writer is open once.
        func open(_ count: Int) throws -> Place {
            let token = ETag.make().rawValue
            let isAlive: Value = ["$gt": .array(["$$this.at", ["$subtract": .array([Self.now, .int(session.grace.wholeMilliseconds)])]])]
            let isOther: Value = ["$ne": .array(["$$this.token", .string(token)])]
            let others: Value = ["$filter": ["input": "$open", "cond": ["$and": .array([isAlive, isOther])]]]
            let mine: Value = ["token": .string(token), "from": "$seq", "at": Self.now]
            let change: Value = [
                "$set": [
                    "seq": ["$add": .array(["$seq", .int(Int64(count))])],
                    "open": ["$concatArrays": .array([others, .array([mine])])],
                ]
            ]
            var command = BSONDocument()
            command.append("findAndModify", .string(Self.counter))
            command.append("query", ["_id": Self.name])
            command.append("update", .array([change]))
            command.append("new", true)
            command.append("fields", ["seq": 1])
            let answer = try write(command)
            guard case .object(let value)? = answer["value"], case .int(let last)? = value["seq"] else {
                throw StoreError.unknownCollection(Self.counter)
            }
            return Place(token: token, first: last - Int64(count) + 1)
        }

        /// Writes entries, or others in their place. Safe to repeat.
        func note(_ ids: [String], _ kind: DocumentChange.Kind, in collection: String, at now: Moment, _ place: Place) throws {
            let updates = ids.enumerated().map { index, id in
                var update = BSONDocument()
                update.append("q", ["_id": .int(place.first + Int64(index))])
                update.append(
                    "u", ["collection": .string(collection), "id": .string(id), "kind": .string(kind.rawValue), "at": .date(now)])
                update.append("upsert", true)
                return update
            }
            var command = BSONDocument()
            command.append("update", .string(Self.entries))
            command.append("updates", array: updates)
            command.append("ordered", false)
            _ = try write(command)
        }

        func close(_ place: Place) throws {
            var command = BSONDocument()
            command.append("update", .string(Self.counter))
            command.append("updates", .array([["q": ["_id": Self.name], "u": ["$pull": ["open": ["token": .string(place.token)]]]]]))
            _ = try write(command)
        }

        /// Takes entries back and closes their positions. What was written stays written when that fails: readers only have to wait until the
        /// positions count as closed.
        private func settle(_ place: Place, takingBack positions: [Int64]) {
            do {
                try forget(positions)
                try close(place)
            } catch {
                let reason = (error as? MongoFailure)?.reason ?? "the caller has gone"
                session.logger?.warning(
                    "A change was written, but readers of the change feed see it late", metadata: ["reason": .string(reason)])
            }
        }

        func forget(_ positions: [Int64]) throws {
            guard !positions.isEmpty else { return }
            try delete(["_id": ["$in": .array(positions.map(Value.int))]])
        }

        /// Forgets what is older than the feed's memory.
        func forget(before oldest: Moment) throws {
            try delete(["at": ["$lt": .date(oldest)]])
        }

        private func delete(_ filter: Value) throws {
            var command = BSONDocument()
            command.append("delete", .string(Self.entries))
            command.append("deletes", .array([["q": filter, "limit": 0]]))
            _ = try write(command)
        }

        /// What is repeated here, or was there before, is no failure.
        private func write(_ command: BSONDocument, isFinal: Bool = false) throws -> [String: Value] {
            let answer = try session.write(command, isFinal: isFinal).fields
            if let error = MongoWriteError.all(in: answer).first(where: { !$0.isDuplicate }) {
                throw error.failure(session.client.place)
            }
            return answer
        }

        // MARK: Reading

        /// The entries behind a position, of each document the last one among them.
        func changes(since position: Int64, limit: Int) throws -> [DocumentChange] {
            guard limit > 0 else { return [] }
            let horizon = try horizon()
            guard horizon > position else { return [] }
            let range: Value = ["_id": ["$gt": .int(position), "$lte": .int(horizon)]]
            let found = try session.find(range, in: Self.entries, sort: [("_id", 1)], limit: min(limit, Int(Int32.max))).map(Self.change)
            var seen: Set<[String]> = []
            return Array(found.reversed().filter { seen.insert([$0.collection, $0.id]).inserted }.reversed())
        }

        func latest() throws -> Int64 {
            let range: Value = ["_id": ["$lte": .int(try horizon())]]
            return try session.find(range, in: Self.entries, sort: [("_id", -1)], limit: 1).first.map(Self.change)?.position ?? 0
        }

        /// The last position that a reader may go to.
        private func horizon() throws -> Int64 {
            var (match, project) = (BSONDocument(), BSONDocument())
            match.append("$match", ["_id": Self.name])
            project.append("$project", ["seq": 1, "open": 1, "now": Self.now])
            guard case .success(let feed)? = try session.aggregate([match, project], in: Self.counter).first,
                case .int(let last)? = feed["seq"]
            else { return 0 }
            guard case .array(let open)? = feed["open"], case .int(let now)? = feed["now"] else { return last }
            return open.reduce(last) { horizon, writer in
                guard case .object(let writer) = writer, case .int(let from)? = writer["from"], case .int(let at)? = writer["at"],
                    now - at < session.grace.wholeMilliseconds
                else { return horizon }
                return min(horizon, from)
            }
        }

        private static func change(_ entry: Result<[String: Value], BSONProblem>) throws -> DocumentChange {
            guard case .success(let fields) = entry, case .int(let position)? = fields["_id"],
                case .string(let collection)? = fields["collection"], case .string(let id)? = fields["id"],
                case .string(let kind)? = fields["kind"],
                case .date(let at)? = fields["at"]
            else {
                throw StoreError.unreadable(collection: entries, id: "", field: "", reason: "this is no entry of the change feed")
            }
            return DocumentChange(
                position: position, collection: collection, id: id, kind: DocumentChange.Kind(rawValue: kind) ?? .written, at: at)
        }
    }
#endif
