import KinoraDocuments
import KinoraKernel

/// Erases members: those whose grace time is over, those whom the owner erases, and those whom an old copy brought back.
///
/// 1. The account is marked. From then on nobody can take it back, sign in or open it again.
/// 2. Everything in the house's list of personal collections is deleted, and counted in an `Erasure`.
/// 3. The account itself goes last. Whoever is killed before finds it marked and goes on.
package struct Eraser: Sendable {
    let members: MemberBook
    let sessions: SessionBook
    let belongings: Belongings
    let time: any TimeSource

    /// What became of it, for the log; without names.
    package enum News: Hashable, Sendable {
        case erased(documents: Int)
        /// The house would have no owner.
        case lastOwner
        case trouble(String)
    }

    /// What a member's players told just before the sessions ended is written by then, and found.
    static let settling: Duration = .seconds(5)
    /// Between two looks at who is due.
    private static let pause: Duration = .seconds(30)
    /// Between two looks whether an old copy brought somebody back.
    private static let pauseOfReturns: Duration = .seconds(3600)

    private var erasures: Records<Erasure> { Records(in: belongings.store) }

    /// Erases who is due, until its task is cancelled.
    package func run(_ tell: @Sendable (News) -> Void) async throws {
        var told: News?
        var looked: Moment?
        while true {
            do {
                if looked.map({ time.now.since($0) >= Self.pauseOfReturns }) ?? true {
                    try await markReturned()
                    looked = time.now
                }
                for news in try await eraseDue() where news != told {
                    tell(news)
                    told = news == .lastOwner ? news : nil
                }
            } catch let error as StoreError {
                let news = News.trouble(error.sentence)
                if told != news { tell(news) }
                told = news
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Erases everybody who is due.
    package func eraseDue() async throws -> [News] {
        let leaving: Filter = .atMost("erasedFrom", .date(time.now))
        var news: [News] = []
        for try await member in members.records.all(.or([leaving, .atMost("erasingSince", .date(time.now))])) {
            let id = MemberID(member.id)
            do {
                if member.value.erasingSince == nil, try await !mark(id, where: leaving, role: member.value.role) { continue }
                news.append(.erased(documents: try await goOn(id)))
            } catch MemberRefusal.lastOwner {
                news.append(.lastOwner)
            }
        }
        return news
    }

    /// Erases a member now, without a grace time.
    /// - Returns: how many documents were deleted.
    /// - Throws: `MemberRefusal`.
    package func erase(_ id: MemberID) async throws -> Int {
        guard let member = try await members.read(id) else { throw MemberRefusal.unknown }
        if member.value.erasingSince == nil {
            guard try await mark(id, where: .all, role: member.value.role) else { throw MemberRefusal.unknown }
        }
        if try await sessions.endAll(of: id) > 0 { try await Task.sleep(for: Self.settling) }
        return try await goOn(id)
    }

    /// Marks accounts that were erased and are there again.
    package func markReturned() async throws {
        for try await erasure in erasures.all() where erasure.value.doneAt != nil {
            guard let member = try await members.read(MemberID(erasure.id)), member.value.erasingSince == nil else { continue }
            do {
                _ = try await mark(MemberID(member.id), where: .all, role: member.value.role)
            } catch MemberRefusal.lastOwner {
                // A house that came back with its one owner keeps that owner until it has another.
                continue
            }
        }
    }

    /// - Returns: whether the account is as wanted still.
    private func mark(_ id: MemberID, where filter: Filter, role: Role) async throws -> Bool {
        if role == .owner { try await members.keepAnOwner(besides: id) }
        let mark: [Change] = [.set("erasingSince", .date(time.now)), .set("state", .string(Member.State.disabled.rawValue))]
        return try await members.records.findAndModify(Query(.and([.equal("_id", .string(id.rawValue)), filter])), mark) != nil
    }

    private func goOn(_ id: MemberID) async throws -> Int {
        try await sessions.endAll(of: id)
        do {
            _ = try await erasures.insert(Erasure(begunAt: time.now), id: id.rawValue)
        } catch StoreError.exists {
            // Somebody was stopped before the end, or an old copy brought the account back.
        }
        let this: Query = Query(.equal("_id", .string(id.rawValue)))
        var count = 0
        try await belongings.deleteAll(of: id) { collection, gone in
            count += gone
            _ = try await erasures.findAndModify(this, [.increment("counts.\(collection)", by: Int64(gone))])
        }
        _ = try await erasures.findAndModify(this, [.set("doneAt", .date(time.now))])
        if try await members.records.delete(id.rawValue) { count += 1 }
        return count
    }
}
