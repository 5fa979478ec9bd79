import KinoraKernel

/// Reads a `Dump` line by line and takes nothing on trust: the form of each line, the rules for documents, the order (so that no name can
/// stand twice), the count and the digest at the end. Memory holds one line and one piece.
package struct DumpReader<Pieces: AsyncSequence>: AsyncSequence where Pieces.Element == [UInt8] {
    package typealias Element = Dump.Line

    private let pieces: Pieces
    private let collections: Set<String>

    /// - Parameter collections: what may stand in the dump.
    package init(_ pieces: Pieces, collections: Set<String>) {
        self.pieces = pieces
        self.collections = collections
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(lines: DumpLines(pieces: pieces).makeAsyncIterator(), collections: collections)
    }

    package struct Iterator: AsyncIteratorProtocol {
        private var lines: DumpLines<Pieces>.Iterator
        private let collections: Set<String>
        private var number = 0
        private var digest = DigestStream()
        private var documents = 0
        private var former: Dump.Line?
        private var isAtEnd = false

        init(lines: DumpLines<Pieces>.Iterator, collections: Set<String>) {
            self.lines = lines
            self.collections = collections
        }

        /// - Throws: `DumpProblem`.
        package mutating func next() async throws -> Dump.Line? {
            if isAtEnd { return nil }
            if number == 0 { try await header() }
            guard let bytes = try await line() else { throw DumpProblem.truncated(line: number) }
            let fields = try self.fields(of: bytes)
            if let end = fields["end"] {
                try await finish(end)
                return nil
            }
            let line = try document(fields, length: bytes.count)
            try check(line)
            digest.add(bytes)
            digest.add([UInt8(ascii: "\n")])
            documents += 1
            former = line
            return line
        }

        // MARK: The first and the last line

        private mutating func header() async throws {
            guard let bytes = try await line(), let value = try? Value(json: bytes), value["format"] == .string(Dump.format) else {
                throw DumpProblem.notADump
            }
            guard case .int(let version) = value["version"], version >= 1 else { throw wrong("the version is no whole number.") }
            guard version <= Dump.version else { throw DumpProblem.newer(version: version) }
            guard case .array(let listed) = value["collections"] else { throw wrong("it does not list the collections.") }
            for collection in listed {
                guard case .string(let name) = collection["name"] else { throw wrong("a collection has no name.") }
                try check(collection: name)
            }
        }

        private mutating func finish(_ end: Value) async throws {
            guard case .int(let count) = end["documents"], case .string(let hex) = end["sha256"] else {
                throw wrong("the last line does not say how many documents there are.")
            }
            guard count == documents else { throw wrong("\(documents) documents stand above, and there were \(count).") }
            guard digest.finish().hex == hex else {
                throw wrong("the documents are not those that were exported; their digest is another.")
            }
            guard try await line() == nil else { throw wrong("something follows the last line.") }
            isAtEnd = true
        }

        // MARK: A document

        private func fields(of bytes: [UInt8]) throws -> [String: Value] {
            do {
                // The body lies one level below the line.
                guard case .object(let fields) = try Value(json: bytes, deepest: DocumentRules.deepest + 1) else {
                    throw wrong("it holds no object.")
                }
                return fields
            } catch let problem as JSONProblem {
                throw wrong(problem.sentence)
            }
        }

        private func document(_ fields: [String: Value], length: Int) throws -> Dump.Line {
            let known: Set<String> = ["collection", "_id", "_etag", "createdAt", "updatedAt", "body"]
            if let unknown = fields.keys.filter({ !known.contains($0) }).min() {
                throw wrong("it holds “\(unknown.onOneLine(atMost: 80))”, which no document has.")
            }
            guard case .string(let collection) = fields["collection"] else { throw wrong("it names no collection.") }
            guard case .string(let id) = fields["_id"] else { throw wrong("it has no _id.") }
            guard case .string(let etag) = fields["_etag"] else { throw wrong("it has no _etag.") }
            guard case .date(let created) = fields["createdAt"], case .date(let updated) = fields["updatedAt"] else {
                throw wrong("createdAt and updatedAt are not both dates.")
            }
            guard let body = fields["body"] else { throw wrong("it has no body.") }
            try check(collection: collection)
            let document = Document(id: id, etag: ETag(rawValue: etag), createdAt: created, updatedAt: updated, body: body)
            do {
                return Dump.Line(collection: collection, document: try DocumentRules.accepted(document), number: number, length: length)
            } catch let error as StoreError {
                throw wrong(error.sentence)
            }
        }

        private func check(collection: String) throws {
            guard collections.contains(collection) else {
                throw wrong("this Kinora knows no collection called “\(collection.onOneLine(atMost: 80))”.")
            }
        }

        /// The order of the lines makes it plain that no document stands twice.
        private func check(_ line: Dump.Line) throws {
            guard let former else { return }
            let order = former.collection.bytesOrder(to: line.collection)
            if order == .less { return }
            let byID = former.document.id.bytesOrder(to: line.document.id)
            if order == .same && byID == .less { return }
            let name = "\(line.document.id.onOneLine(atMost: 80)) in \(line.collection)"
            throw wrong(
                order == .same && byID == .same
                    ? "\(name) stands twice." : "\(name) is out of order: documents are ordered by collection and _id.")
        }

        // MARK: Lines

        private mutating func line() async throws -> [UInt8]? {
            number += 1
            return try await lines.next()
        }

        private func wrong(_ reason: String) -> DumpProblem { .wrong(line: number, reason: reason) }
    }
}
