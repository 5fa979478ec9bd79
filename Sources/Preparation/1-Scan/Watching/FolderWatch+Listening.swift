import KinoraKernel
import Logging

extension FolderWatch {
    /// Does something while changes are listened to. Ends with it, or by throwing.
    package func listening(_ logger: Logger, _ body: @escaping @Sendable (Wakes) async throws -> Void) async throws {
        let wakes = Wakes()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await BlockingWork.run { cancellation in try self.listen(cancellation) { wakes.add($0) } }
                } catch let trouble as FileTrouble {
                    logger.warning("Changes are no longer heard of; everything is looked at by the clock. \(trouble.sentence)")
                }
                return false
            }
            group.addTask {
                try await body(wakes)
                return true
            }
            defer { group.cancelAll() }
            while let isOver = try await group.next() {
                if isOver { return }
            }
        }
    }

    /// Watches what is not watched yet, on a thread of its own.
    package func renewed() async throws {
        try await BlockingWork.run { _ in self.renew() }
    }
}

extension FolderWatch.Silence {
    /// What the owner should know about a folder that is not heard; nil where the scan tells already.
    func sentence(_ folder: String, every seconds: Double) -> String? {
        let instead = "it is looked at every \(Int(seconds.rounded())) seconds instead."
        switch self {
        case .notThere, .notPossible: return nil
        case .tooFewWatches:
            return "The system has too few watches to hear of every change in \(folder.onOneLine(atMost: 200)); \(instead) "
                + "Raise fs.inotify.max_user_watches with sysctl to be told at once."
        case .isNetworkDrive: return "Changes on the network drive of \(folder.onOneLine(atMost: 200)) are not heard of; \(instead)"
        }
    }
}
