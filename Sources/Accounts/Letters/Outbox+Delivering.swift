import Foundation
import KinoraDocuments
import KinoraKernel

extension Outbox {
    /// Beyond the postman's patience: writing down what became of a letter.
    private static let allowance = Duration.seconds(60)
    /// The time between two looks when nobody rings: letters of other processes, and those that were put off.
    private static let pause = Duration.seconds(5)
    private static let sweepEvery = Duration.seconds(3600)

    /// Sends what is due until its task is cancelled.
    /// - Parameter tell: hears of every attempt.
    package func run(_ tell: @Sendable (LetterNews) -> Void) async throws {
        var swept: Moment?
        var told: String?
        while true {
            let rung = bell.withState { $0 }
            do {
                while let news = try await deliverNext() { tell(news) }
                if swept.map({ time.now.since($0) >= Self.sweepEvery }) ?? true {
                    try await sweep()
                    swept = time.now
                }
                told = nil
            } catch let error as StoreError {
                if told != error.sentence { tell(.trouble(error.sentence)) }
                told = error.sentence
            }
            await bell.wait(atMost: Self.pause) { $0 != rung }
            try Task.checkCancellation()
        }
    }

    /// Sends the letter that has been due for longest.
    /// - Returns: nil where none is due.
    package func deliverNext() async throws -> LetterNews? {
        guard let postman, let taken = try await takeNext(postman.patience + (enclosing?.patience ?? .zero) + Self.allowance) else {
            return nil
        }
        let fate = try await attempt(taken, postman)
        guard try await note(fate, of: taken) else { return .trouble("A letter was taken by somebody else while it was being sent.") }
        switch fate {
        case .sent: return .sent(kind: taken.value.kind)
        case .putOff(let until, let reason): return .putOff(kind: taken.value.kind, until: until, reason: reason)
        case .givenUp(let reason): return .givenUp(kind: taken.value.kind, reason: reason)
        }
    }

    private func takeNext(_ lease: Duration) async throws -> Stored<OutgoingLetter>? {
        let now = time.now
        let due: Filter = .and([
            .equal("state", .string(OutgoingLetter.State.waiting.rawValue)), .atMost("nextAt", .date(now)),
        ])
        return try await records.findAndModify(
            Query(due, sort: [.ascending("nextAt")], limit: 1),
            [.set("nextAt", .date(now + lease)), .increment("attempts", by: 1)])
    }

    private func attempt(_ taken: Stored<OutgoingLetter>, _ postman: any Postman) async throws -> LetterFate {
        guard let sealed = taken.value.sealed, let plain = keys.open(sealed, for: .letters),
            let letter = try? JSONDecoder().decode(Letter.self, from: Data(plain))
        else { return .givenUp(reason: "It cannot be opened: the house's keys are others now, or another version wrote it.") }
        if let end = letter.goodUntil, end <= time.now {
            return .givenUp(reason: taken.value.reason ?? "It could not be sent before its link was spent.")
        }
        do {
            var written = try writer.write(letter)
            written.enclosure = try await enclosure(of: letter)
            try await postman.deliver(written, named: taken.id)
            return .sent
        } catch let error as CancellationError {
            throw error
        } catch {
            let trouble = error as? PostTrouble ?? .later((error as? any Complaint)?.sentence ?? "Something unexpected happened.")
            return .after(
                trouble, attempt: taken.value.attempts, postedAt: taken.createdAt, goodUntil: letter.goodUntil, at: time.now)
        }
    }

    private func enclosure(of letter: Letter) async throws -> WrittenLetter.Enclosure? {
        do {
            return try await enclosing?.enclosure(of: letter)
        } catch let error as CancellationError {
            throw error
        } catch {
            // The letter leads to the page on which it stands.
            return nil
        }
    }

    /// - Returns: false when it is no longer the caller's.
    private func note(_ fate: LetterFate, of taken: Stored<OutgoingLetter>) async throws -> Bool {
        var letter = taken.value
        switch fate {
        case .sent:
            letter.end(.sent, reason: nil)
            letter.sentAt = time.now
        case .putOff(let until, let reason):
            letter.nextAt = until
            letter.reason = reason.onOneLine()
        case .givenUp(let reason): letter.end(.givenUp, reason: reason.onOneLine())
        }
        do {
            _ = try await records.replace(taken.id, with: letter, ifMatch: taken.etag)
            return true
        } catch StoreError.changed, StoreError.missing {
            return false
        }
    }

    /// Forgets what was sent or given up long ago.
    func sweep() async throws {
        let ended: Filter = .notEqual("state", .string(OutgoingLetter.State.waiting.rawValue))
        let old = records.all(.and([ended, .lessThan("updatedAt", .date(time.now - Self.memory))]))
        for try await letter in old { _ = try await records.delete(letter.id) }
    }
}
