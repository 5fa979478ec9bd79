import KinoraKernel

extension StoreCopy {
    /// Takes up the copy that was begun, or begins one where the target is empty or may be written over.
    func begin() async throws -> CopyProgress {
        let records = Records<CopyState>(in: target)
        let id = CopyState.id(of: sourceName)
        let kept = try await records.read(id)
        if let kept, try await goesOn(kept.value) {
            await tell(.began(total: try await total(), resumed: kept.value.documents))
            return CopyProgress(kept, in: records)
        }
        if kept == nil, !isIntoExisting { try await checkThatTargetIsEmpty() }
        let now = time.now
        let state = CopyState(source: sourceName, position: try await source.latestPosition(), at: now)
        let stored = kept == nil ? try await records.insert(state, id: id) : try await records.replace(id, with: state, ifMatch: kept?.etag)
        await tell(.began(total: try await total(), resumed: nil))
        return CopyProgress(stored, in: records)
    }

    /// Whether a copy that was begun can be taken up; false when it has to begin again and may.
    private func goesOn(_ state: CopyState) async throws -> Bool {
        guard try await source.latestPosition() >= state.position else {
            if isIntoExisting { return false }
            throw CopyFailure.otherSource(sourceName)
        }
        if state.isForgotten(at: time.now) {
            if isIntoExisting { return false }
            throw CopyFailure.tooOld
        }
        if state.phase == .done, try await !isUntouched(since: state.targetPosition ?? 0) {
            if isIntoExisting { return false }
            throw CopyFailure.targetIsInUse
        }
        return true
    }

    private func checkThatTargetIsEmpty() async throws {
        var counts: [String: Int] = [:]
        for collection in collections {
            let count = try await target.count(.all, in: collection.name)
            if count > 0 { counts[collection.name] = count }
        }
        guard counts.isEmpty else { throw CopyFailure.targetIsNotEmpty(counts) }
    }

    /// Whether nobody but copies has written into the target since.
    private func isUntouched(since position: Int64) async throws -> Bool {
        let names = Set(collections.map(\.name))
        var position = position
        while true {
            let changes = try await target.changes(since: position, limit: ChangeFeed.mostAtOnce)
            if changes.contains(where: { names.contains($0.collection) }) { return false }
            guard let last = changes.last, changes.count == ChangeFeed.mostAtOnce else { return true }
            position = last.position
        }
    }

    private func total() async throws -> Int {
        var total = 0
        for collection in collections { total += try await source.count(.all, in: collection.name) }
        return total
    }
}
