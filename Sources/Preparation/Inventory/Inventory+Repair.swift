import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

extension Inventory {
    /// Does what can be done about what was found, after looking once more at each: packages, work and pictures that nobody needs are removed,
    /// what is lost is put in the queue again. Strangers, and what is kept on purpose, are left alone.
    /// - Returns: those about which something was done.
    package func repair(_ strays: [Stray]) async throws -> [Stray] {
        var mended: [Stray] = []
        let packages = strays.filter { $0.kind == .package }
        let left = try await BlockingWork.run { [folders] _ in try PackageFolders(folders.packages).leftovers() }
        let paths = Set(strays.filter { $0.kind == .leftover }.map(\.key))
        let removed = Set(
            try await sweep.remove(packages.map { PackageID($0.key) }, left.filter { paths.contains($0.path) }).map(\.rawValue))
        mended += packages.filter { removed.contains($0.key) }
        let unneeded = strays.filter { $0.kind == .picture }
        let gone = Set(try await pictures.remove(unneeded.map(\.key)))
        mended += unneeded.filter { gone.contains($0.key) }
        for stray in strays {
            switch stray.kind {
            case .lost: if try await prepareAgain(stray.key) { mended.append(stray) }
            case .work, .leftover:
                if stray.kind == .work, try await isNeeded(stray) { continue }
                try await BlockingWork.run { _ in try FileTree.remove(stray.key) }
                mended.append(stray)
            case .package, .picture, .lostForGood, .kept, .stranger: break
            }
        }
        return mended
    }

    private func isNeeded(_ work: Stray) async throws -> Bool {
        guard let name = work.key.split(separator: "/").last, let job = try await jobs.read(String(name))?.value else { return false }
        return !job.isOver
    }

    /// Forgets the package of a source and puts its job in the queue.
    private func prepareAgain(_ name: String) async throws -> Bool {
        guard let source = try await sources.read(name)?.value else { return false }
        let queue = JobQueue(store: jobs.store, time: editor.time)
        try await sources.change(name) { $0.package = nil }
        if let job = try await jobs.first(.equal("source", .string(name))) {
            guard job.value.state != .running, job.value.state != .waiting else { return true }
            try await queue.retry(JobID(job.id))
        } else {
            let label = source.readsAs ?? source.path
            try await queue.add(Job(source: name, library: source.library, path: source.path, label: label, size: source.size))
        }
        return true
    }
}
