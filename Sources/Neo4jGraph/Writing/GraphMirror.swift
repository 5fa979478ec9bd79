import KinoraBolt
import KinoraKernel
import KinoraRecommendation

/// Writes the recommendation graph into a graph database, and keeps it so.
///
/// The graph is made in memory, by the engine that answers elsewhere too. What changed in it is written in pages of bounded size, each a
/// transaction that writes states and not differences: it can be repeated. The graph's own node says up to which place of the change feed it
/// is complete, and is written in the same transactions. At the start, and whenever the graph is not as it was left, the two are compared by
/// the sums that stand beside each node, and only what differs is written.
///
/// Facts may be told at any time; `write` is for one caller at a time.
package actor GraphMirror {
    let book: GraphBook
    let engine: RecommendationEngine
    var touched = Touched()
    /// The version that was written last; nil while the graph was not compared.
    var version: Int64?
    var written: (position: String, isComplete: Bool)?
    /// Titles of which the similar ones must be found anew, and what was written last, as a sum.
    var similarDue: Set<Int32> = []
    var similarWritten: [Int32: Int64] = [:]
    private var isCaughtUp = false

    static let mostTitles = 200
    static let mostEdges = 1000
    /// Titles whose similar ones are found in one step: work of the processor alone.
    static let mostSimilar = 20
    /// Similar titles of one title.
    package static let similar = 20

    package init(_ client: BoltClient) {
        book = GraphBook(client)
        engine = RecommendationEngine()
    }

    /// Whether no other process writes at present, so that it is worth making a mirror.
    package static func isFree(_ client: BoltClient) async throws -> Bool {
        let query = "MATCH (g:KinoraGraph {id: 'kinora'}) RETURN g.writer IS NULL OR g.until < timestamp() AS free"
        return try await client.read { try await $0.run(query).rows.first?["free"]?.asBool ?? true }
    }

    // MARK: - What the house tells

    package func take(_ batch: MirrorBatch) {
        for fact in batch.facts { take(fact) }
        if !batch.position.isEmpty { engine.position = batch.position }
        if batch.isCaughtUp { isCaughtUp = true }
    }

    /// Finds the similar titles of every title anew, with the next steps.
    package func refreshSimilar() {
        for number in 0..<Int32(engine.size.titles) { similarDue.insert(number) }
    }

    // MARK: - Writing

    /// How much waits to be written, for reports: titles and profiles.
    package var waiting: Int { touched.titles.count + touched.profiles.count }

    /// Writes what changed, as far as one page goes.
    /// - Returns: whether there was something to do, so that there may be more.
    /// - Throws: `BoltFault` while the database is away, `GraphTrouble` where another process writes. Nothing is lost: call it again, later.
    package func write() async throws -> Bool {
        guard isCaughtUp else { throw GraphTrouble.untold }
        do {
            guard let version else {
                try await agree()
                return true
            }
            if !touched.isEmpty { return try await writeChanges(after: version) }
            if !similarDue.isEmpty { return try await writeSimilar(after: version) }
            guard written?.position != engine.position || written?.isComplete != true else { return false }
            self.version = try await book.write(GraphPage(head: head(isDone: true)), after: version)
            written = (engine.position, true)
            return true
        } catch let trouble as GraphTrouble {
            self.version = nil
            throw trouble
        }
    }

    /// Says that this process still writes, where there was nothing to write for a while.
    package func renew() async throws {
        guard let version else { return }
        do {
            self.version = try await book.write(GraphPage(), after: version)
        } catch let trouble as GraphTrouble {
            self.version = nil
            throw trouble
        }
    }

    /// Lets another process write at once.
    package func release() async throws {
        guard version != nil else { return }
        version = nil
        try await book.release()
    }

    private func writeChanges(after version: Int64) async throws -> Bool {
        let part = touched.take(titles: Self.mostTitles, edges: Self.mostEdges) { engine.profileState($0).watched.count }
        let isDone = touched.isEmpty
        let position = engine.position
        var page = GraphPage()
        page.titles = part.titles.sorted().map(engine.titleState)
        page.described = part.described
        page.goneProfiles = part.erased.sorted()
        for (number, edges) in part.profiles { add(number, edges, to: &page) }
        page.head = head(isDone: isDone)
        do {
            self.version = try await book.write(page, after: version)
        } catch {
            touched.add(part)
            throw error
        }
        if isDone { written = (position, true) }
        return true
    }

    private func head(isDone: Bool) -> [String: BoltValue] {
        var head: [String: BoltValue] = [
            "profiles": .int(Int64(engine.size.profiles)), "watches": .int(Int64(clamping: engine.size.watches)),
        ]
        if isDone {
            head["position"] = .string(engine.position)
            head["complete"] = true
        }
        return head
    }

    private func add(_ number: Int32, _ edges: Touched.Edges, to page: inout GraphPage) {
        let state = engine.profileState(number)
        guard !state.isEmpty else { return page.goneProfiles.append(state.id) }
        var profile = GraphPage.Profile(
            id: state.id, isOff: state.isOff, digest: StateDigest.of(state), isWhole: edges.isWhole, watched: [], unwanted: [],
            leanings: state.leanings.map(\.line), setAside: [])
        if edges.isWhole {
            profile.watched = state.watched.enumerated().map { .init(title: engine.title($1.title), place: $0, edge: $1) }
            profile.unwanted = state.unwanted.map(engine.title)
            profile.setAside = state.setAside.map(engine.title)
        } else {
            profile.watched = edges.titles.sorted().compactMap { title in
                engine.watched(title, by: number).map { .init(title: engine.title(title), place: $0.place, edge: $0.watched) }
            }
        }
        page.profiles.append(profile)
    }

    private func writeSimilar(after version: Int64) async throws -> Bool {
        let part = Array(similarDue.prefix(Self.mostSimilar))
        var page = GraphPage()
        var sums: [Int32: Int64] = [:]
        for number in part {
            let titles = engine.similar(to: number, count: Self.similar).map { item in
                SimilarTitle(id: engine.title(item.title), score: Double(item.score), reason: item.reason.sentence)
            }
            let sum = StateDigest.of(titles)
            guard similarWritten[number] != sum else { continue }
            sums[number] = sum
            page.similar.append(.init(id: engine.title(number), titles: titles))
        }
        similarDue.subtract(part)
        guard !page.similar.isEmpty else { return true }
        do {
            self.version = try await book.write(page, after: version)
        } catch {
            similarDue.formUnion(part)
            throw error
        }
        similarWritten.merge(sums) { $1 }
        return true
    }
}
